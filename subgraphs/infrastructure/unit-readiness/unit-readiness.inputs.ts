import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { ReadinessCriterion } from "../administrative-unit/readiness-criterion";

@InputType({ description: "How a ward or commune stands on one criterion of readiness." })
export class AssessUnitReadinessInput {
  @IsOptional()
  @Field(() => ID, { description: "Code of the ward or commune; the city's readiness is that of its units." })
  unit!: string;

  @Field(() => ReadinessCriterion, { description: "What was assessed." })
  criterion!: ReadinessCriterion;

  @Field({ description: "Whether it holds." })
  meets!: boolean;

  @Field(() => String, { nullable: true, description: "What is missing." })
  note?: string | null;

  @Field(() => dateScalar, {
    description: "Day of the assessment, from 2025-07-01 to today; another one of that day is replaced.",
  })
  assessedOn!: CalendarDay;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What a change of a unit gives." })
export class AdministrativeUnitPayload {
  @Field(() => AdministrativeUnit, {
    nullable: true,
    description: "The unit right after the change; null when nothing was changed.",
  })
  unit!: AdministrativeUnit | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
