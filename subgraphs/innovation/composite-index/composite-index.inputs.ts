import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength, searchConditions } from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum CompositeIndexOrderField {
  CODE = "CODE",
  NAME = "NAME",
}

registerEnumType(CompositeIndexOrderField, {
  name: "CompositeIndexOrderField",
  description: "What composite indices can be ordered by.",
  valuesConfig: {
    CODE: { description: "Code." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
  },
});

export const CompositeIndexOrder = orderInput("CompositeIndex", CompositeIndexOrderField, SortDirection.ASC);

@InputType({ description: "Which composite indices are meant. All fields that are given must hold." })
export class CompositeIndexFilter {
  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and names." })
  search?: string | null;
}

/** The arguments of the list of composite indices. */
@ArgsType()
export class CompositeIndicesArguments extends PageArguments {
  @IsOptional()
  @Field(() => CompositeIndexFilter, { nullable: true, description: "Only these composite indices." })
  filter?: CompositeIndexFilter | null;

  @IsOptional()
  @Field(() => [CompositeIndexOrder], { nullable: true, description: "By code when not given." })
  orderBy?: InstanceType<typeof CompositeIndexOrder>[] | null;
}

/** The conditions of a filter over `composite_index i`. */
export function compositeIndexConditions(filter: CompositeIndexFilter | null | undefined): Sql[] {
  const text = sql`search_text(i.code || ' ' || i.name_vi || ' ' || i.name_en)`;
  return searchConditions(text, filter?.search, ["filter", "search"]);
}
