import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import {
  flagConditions,
  idConditions,
  maxSearchLength,
  searchConditions,
} from "../../../shared/kit/filter/conditions";
import { IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum ApplicationOrderField {
  CODE = "CODE",
  NAME = "NAME",
  UNIT_COUNT = "UNIT_COUNT",
}

registerEnumType(ApplicationOrderField, {
  name: "ApplicationOrderField",
  description: "What applications can be ordered by.",
  valuesConfig: {
    CODE: { description: "Key in the graph." },
    NAME: { description: "Name, without regard to accents and case." },
    UNIT_COUNT: { description: "How many wards and communes work with it." },
  },
});

export const ApplicationOrder = orderInput("Application", ApplicationOrderField, SortDirection.ASC);

@InputType({ description: "Which applications are meant. All fields that are given must hold." })
export class ApplicationFilter {
  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization that answers for it." })
  owner?: IDFilter | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether another application replaces it." })
  replaceable?: boolean | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and name." })
  search?: string | null;
}

/** The arguments of every list of applications. */
@ArgsType()
export class ApplicationsArguments extends PageArguments {
  @Field(() => ApplicationFilter, { nullable: true, description: "Only these applications." })
  filter?: ApplicationFilter | null;

  @Field(() => [ApplicationOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof ApplicationOrder>[] | null;
}

/** The conditions of a filter over `application a`. */
export function applicationConditions(filter: ApplicationFilter | null | undefined): Sql[] {
  if (!filter) return [];
  const text = sql`search_text(a.code || ' ' || a.name)`;
  return [
    ...idConditions(sql`a.owner_code`, filter.owner, ["filter", "owner"]),
    ...flagConditions(sql`(a.replaced_by_code IS NOT NULL)`, filter.replaceable),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
