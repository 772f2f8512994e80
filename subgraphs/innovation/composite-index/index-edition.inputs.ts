import { IsOptional } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { numberConditions } from "../../../shared/kit/filter/conditions";
import { FloatFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum IndexEditionOrderField {
  YEAR = "YEAR",
}

registerEnumType(IndexEditionOrderField, {
  name: "IndexEditionOrderField",
  description: "What editions of an index can be ordered by.",
  valuesConfig: { YEAR: { description: "Its year." } },
});

export const IndexEditionOrder = orderInput("IndexEdition", IndexEditionOrderField, SortDirection.DESC);

@InputType({ description: "Which editions of an index are meant. All fields that are given must hold." })
export class IndexEditionFilter {
  @IsOptional()
  @Field(() => FloatFilter, { nullable: true, description: "The year that the index names itself after." })
  year?: FloatFilter | null;
}

/** The arguments of the editions of an index. */
@ArgsType()
export class IndexEditionsArguments extends PageArguments {
  @IsOptional()
  @Field(() => IndexEditionFilter, { nullable: true, description: "Only these editions." })
  filter?: IndexEditionFilter | null;

  @IsOptional()
  @Field(() => [IndexEditionOrder], { nullable: true, description: "The latest first when not given." })
  orderBy?: InstanceType<typeof IndexEditionOrder>[] | null;
}

/** The conditions of a filter over `index_edition e`. */
export function indexEditionConditions(filter: IndexEditionFilter | null | undefined): Sql[] {
  return numberConditions(sql`e.year`, filter?.year, ["filter", "year"]);
}
