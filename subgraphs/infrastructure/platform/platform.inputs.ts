import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { asOfDescription } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { idConditions, maxSearchLength, searchConditions } from "../../../shared/kit/filter/conditions";
import { IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum PlatformOrderField {
  CODE = "CODE",
  NAME = "NAME",
  LAUNCHED_ON = "LAUNCHED_ON",
}

registerEnumType(PlatformOrderField, {
  name: "PlatformOrderField",
  description: "What platforms can be ordered by.",
  valuesConfig: {
    CODE: { description: "Key in the graph." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
    LAUNCHED_ON: { description: "Day on which it was put into operation; those without one come last." },
  },
});

export const PlatformOrder = orderInput("Platform", PlatformOrderField, SortDirection.ASC);

@InputType({ description: "Which platforms are meant. All fields that are given must hold." })
export class PlatformFilter {
  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization that answers for it." })
  owner?: IDFilter | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and names." })
  search?: string | null;
}

/** The arguments of the list of platforms. */
@ArgsType()
export class PlatformsArguments extends PageArguments {
  @Field(() => PlatformFilter, { nullable: true, description: "Only these platforms." })
  filter?: PlatformFilter | null;

  @Field(() => [PlatformOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof PlatformOrder>[] | null;

  @Field(() => dateScalar, { nullable: true, description: asOfDescription })
  asOf?: CalendarDay | null;
}

/** The conditions of a filter over the platforms `p`. */
export function platformConditions(filter: PlatformFilter | null | undefined): Sql[] {
  if (!filter) return [];
  const text = sql`search_text(concat_ws(' ', p.code, p.name_vi, p.name_en))`;
  return [
    ...idConditions(sql`p.owner_code`, filter.owner, ["filter", "owner"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
