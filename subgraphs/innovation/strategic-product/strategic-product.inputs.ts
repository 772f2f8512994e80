import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import {
  dayConditions,
  enumConditions,
  maxSearchLength,
  searchConditions,
} from "../../../shared/kit/filter/conditions";
import { type EnumFilter, enumFilter } from "../../../shared/kit/filter/enum-filter";
import { DateFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { ProductStage } from "./strategic-product";

const ProductStageFilter = enumFilter(ProductStage, "ProductStage");

export enum StrategicProductOrderField {
  CODE = "CODE",
  NAME = "NAME",
  COMMERCIALISED_ON = "COMMERCIALISED_ON",
}

registerEnumType(StrategicProductOrderField, {
  name: "StrategicProductOrderField",
  description: "What strategic products can be ordered by.",
  valuesConfig: {
    CODE: { description: "Key in the graph." },
    NAME: { description: "Name, without regard to accents and case." },
    COMMERCIALISED_ON: { description: "Day it came onto the market; others last." },
  },
});

export const StrategicProductOrder = orderInput(
  "StrategicProduct",
  StrategicProductOrderField,
  SortDirection.ASC,
);

@InputType({ description: "Which strategic products are meant. All fields that are given must hold." })
export class StrategicProductFilter {
  @IsOptional()
  @Field(() => ProductStageFilter, { nullable: true, description: "How far it is." })
  stage?: EnumFilter<ProductStage> | null;

  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "Day it came onto the market." })
  commercialisedOn?: DateFilter | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and name." })
  search?: string | null;
}

/** The arguments of every list of strategic products. */
@ArgsType()
export class StrategicProductsArguments extends PageArguments {
  @IsOptional()
  @Field(() => StrategicProductFilter, { nullable: true, description: "Only these products." })
  filter?: StrategicProductFilter | null;

  @IsOptional()
  @Field(() => [StrategicProductOrder], { nullable: true, description: "By code when not given." })
  orderBy?: InstanceType<typeof StrategicProductOrder>[] | null;
}

/** The conditions of a filter over `strategic_product p`. */
export function strategicProductConditions(filter: StrategicProductFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...enumConditions(sql`p.stage`, filter.stage, ["filter", "stage"]),
    ...dayConditions(sql`p.commercialised_on`, filter.commercialisedOn, ["filter", "commercialisedOn"]),
    ...searchConditions(sql`search_text(p.code || ' ' || p.name)`, filter.search, ["filter", "search"]),
  ];
}
