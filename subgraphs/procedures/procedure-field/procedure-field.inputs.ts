import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength, searchConditions } from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum ProcedureFieldOrderField {
  CODE = "CODE",
  NAME = "NAME",
}

registerEnumType(ProcedureFieldOrderField, {
  name: "ProcedureFieldOrderField",
  description: "What fields of administration can be ordered by.",
  valuesConfig: {
    CODE: { description: "The graph's own code." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
  },
});

export const ProcedureFieldOrder = orderInput("ProcedureField", ProcedureFieldOrderField, SortDirection.ASC);

@InputType({ description: "Which fields of administration are meant." })
export class ProcedureFieldFilter {
  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and names." })
  search?: string | null;
}

/** The arguments of the list of fields of administration. */
@ArgsType()
export class ProcedureFieldsArguments extends PageArguments {
  @Field(() => ProcedureFieldFilter, { nullable: true, description: "Only these fields." })
  filter?: ProcedureFieldFilter | null;

  @Field(() => [ProcedureFieldOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof ProcedureFieldOrder>[] | null;
}

/** The conditions of a filter over `procedure_field f`. */
export function procedureFieldConditions(filter: ProcedureFieldFilter | null | undefined): Sql[] {
  const text = sql`search_text(f.code || ' ' || f.name_vi || ' ' || f.name_en)`;
  return searchConditions(text, filter?.search, ["filter", "search"]);
}
