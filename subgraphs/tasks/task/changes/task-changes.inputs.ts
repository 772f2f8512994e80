import { IsOptional } from "class-validator";
import { Field, Float, ID, InputType, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../../shared/base/graphql/scalars";
import {
  ExpectedVersionField,
  IdempotencyKeyField,
  UserErrorsField,
} from "../../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { AssigningAuthority, Task } from "../task";

@InputType({ description: "A new task." })
export class AssignTaskInput {
  @IsOptional()
  @Field({ description: "Human reference, unique, e.g. TW-2025-014." })
  code!: string;

  @Field({ description: "What is to be done, in one line." })
  title!: string;

  @Field(() => AssigningAuthority, { description: "Who assigned it." })
  assignedBy!: AssigningAuthority;

  @Field(() => ID, { description: "Code of the organization that answers for it." })
  leadOrganization!: string;

  @Field(() => [ID], {
    defaultValue: [],
    description: "Codes of those who work on it together with the lead.",
  })
  coordinatingOrganizations!: string[];

  @Field(() => dateScalar, { description: "Day of assignment, today or before." })
  assignedOn!: CalendarDay;

  @Field(() => dateScalar, { description: "Deadline, no earlier than assignedOn." })
  dueOn!: CalendarDay;

  @Field(() => String, { nullable: true, description: "6-clear: who does it." })
  person?: string | null;

  @Field(() => String, { nullable: true, description: "6-clear: what is done." })
  work?: string | null;

  @Field(() => String, { nullable: true, description: "6-clear: who answers for it." })
  responsibility?: string | null;

  @Field(() => String, { nullable: true, description: "6-clear: what comes out of it." })
  product?: string | null;

  @Field(() => String, { nullable: true, description: "6-clear: who decides." })
  authority?: string | null;

  @Field(() => ID, { nullable: true, description: "Code of the key result that it serves." })
  keyResult?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({ description: "How far a task is." })
export class ReportTaskProgressInput {
  @IsOptional()
  @Field(() => ID, { description: "Id of the task." })
  task!: string;

  @Field(() => Float, { description: "0 to 1." })
  progress!: number;

  @Field(() => String, { nullable: true, description: "Remark." })
  note?: string | null;

  @Field(() => String, { nullable: true, description: "Where the evidence is: an http or https URL." })
  evidenceUrl?: string | null;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({ description: "That a task is done." })
export class CompleteTaskInput {
  @IsOptional()
  @Field(() => ID, { description: "Id of the task." })
  task!: string;

  @Field(() => dateScalar, { description: "Day it was done, from its assignment to today." })
  completedOn!: CalendarDay;

  @Field(() => String, {
    nullable: true,
    description: "6-clear: what came out of it; keeps what is stated if absent.",
  })
  product?: string | null;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({ description: "A decision to move a task's deadline." })
export class ExtendTaskDeadlineInput {
  @IsOptional()
  @Field(() => ID, { description: "Id of the task." })
  task!: string;

  @Field(() => dateScalar, { description: "The new deadline, later than the present one." })
  dueOn!: CalendarDay;

  @Field({ description: "Why." })
  reason!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({ description: "That a task passes from an authority that has ended to its successor." })
export class HandOverTaskInput {
  @IsOptional()
  @Field(() => ID, { description: "Id of the task." })
  task!: string;

  @Field(() => ID, { description: "Code of the successor of its lead that answers for it from now on." })
  to!: string;

  @Field(() => dateScalar, {
    nullable: true,
    description:
      "Day from which the successor answers for it by the decision, no day before it existed or after today; today by default.",
  })
  handedOverOn?: CalendarDay | null;

  @Field({ description: "Why: the decision or the minutes that say so." })
  reason!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What a change of a task gives." })
export class TaskPayload {
  @Field(() => Task, {
    nullable: true,
    description: "The task right after the change; null when nothing was changed.",
  })
  task!: Task | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
