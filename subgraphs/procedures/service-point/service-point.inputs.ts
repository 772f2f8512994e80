import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { flagConditions, maxSearchLength, searchConditions } from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum ServicePointOrderField {
  CODE = "CODE",
  NAME = "NAME",
}

registerEnumType(ServicePointOrderField, {
  name: "ServicePointOrderField",
  description: "What service points can be ordered by.",
  valuesConfig: {
    CODE: { description: "Code." },
    NAME: { description: "Name, without regard to accents and case." },
  },
});

export const ServicePointOrder = orderInput("ServicePoint", ServicePointOrderField, SortDirection.ASC);

@InputType({ description: "Which service points are meant. All fields that are given must hold." })
export class ServicePointFilter {
  @IsOptional()
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether it is a branch of the city-level centre.",
  })
  branch?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether its systems are connected to the centre." })
  connected?: boolean | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and name." })
  search?: string | null;
}

/** The arguments of the list of service points. */
@ArgsType()
export class ServicePointsArguments extends PageArguments {
  @Field(() => ServicePointFilter, { nullable: true, description: "Only these service points." })
  filter?: ServicePointFilter | null;

  @Field(() => [ServicePointOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof ServicePointOrder>[] | null;
}

/** The conditions of a filter over the service points `p`. */
export function servicePointConditions(filter: ServicePointFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...flagConditions(sql`p.branch`, filter.branch),
    ...flagConditions(sql`p.connected`, filter.connected),
    ...searchConditions(sql`search_text(p.code || ' ' || p.name)`, filter.search, ["filter", "search"]),
  ];
}
