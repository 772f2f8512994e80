import { IsOptional } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { dayConditions, enumConditions, flagConditions } from "../../../shared/kit/filter/conditions";
import { type EnumFilter, enumFilter } from "../../../shared/kit/filter/enum-filter";
import { DateFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { ReadinessCriterion } from "../administrative-unit/readiness-criterion";

export enum ReadinessAssessmentOrderField {
  ASSESSED_ON = "ASSESSED_ON",
  CRITERION = "CRITERION",
}

registerEnumType(ReadinessAssessmentOrderField, {
  name: "ReadinessAssessmentOrderField",
  description: "What assessments of readiness can be ordered by.",
  valuesConfig: {
    ASSESSED_ON: { description: "Day of the assessment." },
    CRITERION: { description: "What was assessed, in the order of ReadinessCriterion." },
  },
});

export const ReadinessAssessmentOrder = orderInput(
  "ReadinessAssessment",
  ReadinessAssessmentOrderField,
  SortDirection.DESC,
);

const ReadinessCriterionFilter = enumFilter(ReadinessCriterion, "ReadinessCriterion");

@InputType({ description: "Which assessments are meant. All fields that are given must hold." })
export class ReadinessAssessmentFilter {
  @IsOptional()
  @Field(() => ReadinessCriterionFilter, { nullable: true, description: "What was assessed." })
  criterion?: EnumFilter<ReadinessCriterion> | null;

  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "Day of the assessment." })
  assessedOn?: DateFilter | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether it held on that day." })
  meets?: boolean | null;
}

/** The arguments of the history of a unit's readiness. */
@ArgsType()
export class ReadinessHistoryArguments extends PageArguments {
  @Field(() => ReadinessAssessmentFilter, { nullable: true, description: "Only these assessments." })
  filter?: ReadinessAssessmentFilter | null;

  @Field(() => [ReadinessAssessmentOrder], {
    nullable: true,
    description: "Order of the rows; the latest first when none is given.",
  })
  orderBy?: InstanceType<typeof ReadinessAssessmentOrder>[] | null;
}

/** The conditions of a filter over `readiness_assessment a`. */
export function assessmentConditions(filter: ReadinessAssessmentFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...enumConditions(sql`a.criterion`, filter.criterion, ["filter", "criterion"]),
    ...dayConditions(sql`a.assessed_on`, filter.assessedOn, ["filter", "assessedOn"]),
    ...flagConditions(sql`a.meets`, filter.meets),
  ];
}
