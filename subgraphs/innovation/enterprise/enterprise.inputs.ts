import { IsOptional } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/connection/order";
import { PageArguments } from "../../../shared/connection/page-arguments";
import {
  checkedList,
  dayConditions,
  flagConditions,
  idConditions,
  oneOf,
  searchConditions,
} from "../../../shared/filter/conditions";
import { DateRangeFilter, IDFilter } from "../../../shared/filter/filter-inputs";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { EnterpriseKind } from "./enterprise-kind";

@InputType({ description: "Which enterprises are meant. All fields that are given must hold." })
export class EnterpriseFilter {
  @IsOptional()
  @Field(() => [EnterpriseKind], { nullable: true, description: "At least one of these." })
  kind?: EnterpriseKind[] | null;

  @IsOptional()
  @Field(() => IDFilter, {
    nullable: true,
    description: "Code of the ward or commune where it is; 01 is the whole city.",
  })
  unit?: IDFilter | null;

  @IsOptional()
  @Field(() => [String], {
    nullable: true,
    description:
      "One of these, as Enterprise.industry writes them; one that no enterprise has or had is refused.",
  })
  industry?: string[] | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether it engages in innovation." })
  innovating?: boolean | null;

  @IsOptional()
  @Field(() => DateRangeFilter, { nullable: true, description: "Day it was founded." })
  foundedOn?: DateRangeFilter | null;

  @IsOptional()
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in the name." })
  search?: string | null;
}

export enum EnterpriseOrderField {
  NAME = "NAME",
  FOUNDED_ON = "FOUNDED_ON",
  CERTIFIED_ON = "CERTIFIED_ON",
}

registerEnumType(EnterpriseOrderField, {
  name: "EnterpriseOrderField",
  description: "What enterprises can be ordered by.",
  valuesConfig: {
    NAME: { description: "Name, without regard to case and accents." },
    FOUNDED_ON: { description: "Day it was founded; unknown ones last." },
    CERTIFIED_ON: { description: "Day it was certified; others last." },
  },
});

export const EnterpriseOrder = orderInput("Enterprise", EnterpriseOrderField, SortDirection.ASC);

@ArgsType()
export class EnterprisesArguments extends PageArguments {
  @IsOptional()
  @Field(() => EnterpriseFilter, { nullable: true, description: "Only these enterprises." })
  filter?: EnterpriseFilter | null;

  @IsOptional()
  @Field(() => [EnterpriseOrder], { nullable: true, description: "By name when not given." })
  orderBy?: InstanceType<typeof EnterpriseOrder>[] | null;
}

/** The conditions of a filter over `enterprise e`. */
export function enterpriseConditions(filter: EnterpriseFilter | null | undefined): Sql[] {
  if (!filter) return [];
  const { kind, unit, industry, innovating, foundedOn, search } = filter;
  return [
    ...(kind ? [sql`e.kinds && ${checkedList(kind, ["filter", "kind"])}::enterprise_kind[]`] : []),
    ...idConditions(sql`e.unit_code`, unit, ["filter", "unit"]),
    ...oneOf(sql`e.industry`, industry, ["filter", "industry"]),
    ...flagConditions(sql`e.innovating`, innovating),
    ...dayConditions(sql`e.founded_on`, foundedOn, ["filter", "foundedOn"]),
    ...searchConditions(sql`search_text(e.name)`, search, ["filter", "search"]),
  ];
}
