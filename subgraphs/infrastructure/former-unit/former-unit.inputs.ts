import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import {
  enumConditions,
  flagConditions,
  idConditions,
  maxSearchLength,
  searchConditions,
} from "../../../shared/kit/filter/conditions";
import { type EnumFilter, enumFilter } from "../../../shared/kit/filter/enum-filter";
import { IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { FormerUnitKind } from "./former-unit";

export enum FormerUnitOrderField {
  CODE = "CODE",
  NAME = "NAME",
  DISTRICT = "DISTRICT",
}

registerEnumType(FormerUnitOrderField, {
  name: "FormerUnitOrderField",
  description: "What former units can be ordered by.",
  valuesConfig: {
    CODE: { description: "The official code that it had." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
    DISTRICT: { description: "Its district, without regard to accents and case." },
  },
});

export const FormerUnitOrder = orderInput("FormerUnit", FormerUnitOrderField, SortDirection.ASC);

const FormerUnitKindFilter = enumFilter(FormerUnitKind, "FormerUnitKind");

@InputType({ description: "Which former units are meant. All fields that are given must hold." })
export class FormerUnitFilter {
  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "The official code that it had." })
  code?: IDFilter | null;

  @IsOptional()
  @Field(() => FormerUnitKindFilter, { nullable: true, description: "What kind of unit it was." })
  kind?: EnumFilter<FormerUnitKind> | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether all of it went into one unit." })
  whole?: boolean | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, {
    nullable: true,
    description: "Accent-insensitive, in code, names, kind and district, e.g. phường Trúc Bạch.",
  })
  search?: string | null;
}

/** The arguments of the list of former units. */
@ArgsType()
export class FormerUnitsArguments extends PageArguments {
  @Field(() => FormerUnitFilter, { nullable: true, description: "Only these former units." })
  filter?: FormerUnitFilter | null;

  @Field(() => [FormerUnitOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof FormerUnitOrder>[] | null;
}

/** What a search looks into, over `former_unit f`. */
const text = sql`search_text(f.code || ' ' || CASE f.kind WHEN 'WARD' THEN 'phường' WHEN 'COMMUNE' THEN 'xã'
  ELSE 'thị trấn' END || ' ' || f.name_vi || ' ' || f.name_en || ' ' || f.district)`;

/** The conditions of a filter over `former_unit f`. */
export function formerUnitConditions(filter: FormerUnitFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...idConditions(sql`f.code`, filter.code, ["filter", "code"]),
    ...enumConditions(sql`f.kind`, filter.kind, ["filter", "kind"]),
    ...flagConditions(sql`(cardinality(f.successor_codes) = 1)`, filter.whole),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
