import { IsOptional } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { dayConditions } from "../../../shared/kit/filter/conditions";
import { DateFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum TargetOrderField {
  DUE_ON = "DUE_ON",
}

registerEnumType(TargetOrderField, {
  name: "TargetOrderField",
  description: "What targets can be ordered by.",
  valuesConfig: { DUE_ON: { description: "The day by which it is to be reached." } },
});

export const TargetOrder = orderInput("Target", TargetOrderField, SortDirection.ASC);

@InputType({ description: "Which targets are meant. All fields that are given must hold." })
export class TargetFilter {
  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "The day by which it is to be reached." })
  dueOn?: DateFilter | null;
}

/** The arguments of the targets of an indicator. */
@ArgsType()
export class TargetsArguments extends PageArguments {
  @IsOptional()
  @Field(() => TargetFilter, { nullable: true, description: "Only these targets." })
  filter?: TargetFilter | null;

  @IsOptional()
  @Field(() => [TargetOrder], { nullable: true, description: "The earliest day first when not given." })
  orderBy?: InstanceType<typeof TargetOrder>[] | null;
}

/** The conditions of a filter over `target t`. */
export function targetConditions(filter: TargetFilter | null | undefined): Sql[] {
  return dayConditions(sql`t.due_on`, filter?.dueOn, ["filter", "dueOn"]);
}
