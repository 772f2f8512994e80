import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { dateScalar } from "../../../shared/graphql/scalars";
import { UserError } from "../../../shared/graphql/user-error";
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
    description: "Id of the document that says so: the fact is then PUBLISHED, and REPORTED otherwise.",
  })
  source?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Any text of 1 to 200 characters that is new for each change. The same key again gives the same answer, once done.",
  })
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording a reached milestone gives." })
export class MilestonePayload {
  @Field(() => Milestone, { nullable: true, description: "The milestone; null when nothing was recorded." })
  milestone!: Milestone | null;

  @Field(() => [UserError], { description: "What the input got wrong; empty when it was recorded." })
  userErrors!: UserError[];
}
