import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { ITSystem } from "./it-system";
import { Hosting, MigrationStatus } from "./it-system-enums";

@InputType({ description: "How far the move of a system is." })
export class RecordSystemMigrationInput {
  @IsOptional()
  @Field(() => ID, { description: "Code of the system." })
  code!: string;

  @Field(() => MigrationStatus, { description: "How far its move to the city is." })
  migration!: MigrationStatus;

  @Field(() => Hosting, {
    nullable: true,
    description: "Where it runs now; stays as it is if absent. MIGRATED exactly when the city hosts it.",
  })
  hosting?: Hosting | null;

  @Field(() => dateScalar, {
    nullable: true,
    description:
      "Day of the move, of MIGRATED only: from the system's first day to today. A system that has moved already " +
      "keeps its day if absent.",
  })
  migratedOn?: CalendarDay | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "The version that the change was decided on; another one is STALE_VERSION. Not compared if absent.",
  })
  expectedVersion?: number | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What a change of a system gives." })
export class ITSystemPayload {
  @Field(() => ITSystem, {
    nullable: true,
    description: "The system right after the change; null when nothing was changed.",
  })
  itSystem!: ITSystem | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
