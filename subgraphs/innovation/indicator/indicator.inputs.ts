import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { idConditions, maxSearchLength, searchConditions } from "../../../shared/kit/filter/conditions";
import { IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum IndicatorOrderField {
  CODE = "CODE",
  NAME = "NAME",
}

registerEnumType(IndicatorOrderField, {
  name: "IndicatorOrderField",
  description: "What indicators can be ordered by.",
  valuesConfig: {
    CODE: { description: "Code." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
  },
});

export const IndicatorOrder = orderInput("Indicator", IndicatorOrderField, SortDirection.ASC);

@InputType({ description: "Which indicators are meant. All fields that are given must hold." })
export class IndicatorFilter {
  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the sector that it is about." })
  sector?: IDFilter | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and names." })
  search?: string | null;
}

/** The arguments of every list of indicators. */
@ArgsType()
export class IndicatorsArguments extends PageArguments {
  @IsOptional()
  @Field(() => IndicatorFilter, { nullable: true, description: "Only these indicators." })
  filter?: IndicatorFilter | null;

  @IsOptional()
  @Field(() => [IndicatorOrder], { nullable: true, description: "By code when not given." })
  orderBy?: InstanceType<typeof IndicatorOrder>[] | null;
}

/** The conditions of a filter over `indicator i`. */
export function indicatorConditions(filter: IndicatorFilter | null | undefined): Sql[] {
  if (!filter) return [];
  const text = sql`search_text(i.code || ' ' || i.name_vi || ' ' || i.name_en)`;
  return [
    ...idConditions(sql`i.sector_code`, filter.sector, ["filter", "sector"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
