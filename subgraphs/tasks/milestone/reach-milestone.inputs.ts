import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { Milestone } from "./milestone";

@InputType({ description: "That a milestone was reached." })
export class ReachMilestoneInput {
  @IsOptional()
  @Field(() => ID, { description: "Code of the milestone." })
  milestone!: string;

  @Field(() => dateScalar, { description: "Day it was reached, today or before." })
  reachedOn!: CalendarDay;

  @Field(() => ID, {
    nullable: true,
    description: "Code of the document that says so: the fact is then PUBLISHED, and REPORTED otherwise.",
  })
  source?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording a reached milestone gives." })
export class MilestonePayload {
  @Field(() => Milestone, { nullable: true, description: "The milestone; null when nothing was recorded." })
  milestone!: Milestone | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
