import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../../shared/base/graphql/scalars";
import { ExpectedVersionField, IdempotencyKeyField } from "../../../../shared/kit/graphql/mutation-fields";
import { DataSharing, Hosting, MigrationStatus } from "../it-system-enums";

@InputType({ description: "A system as it stands now; one that is there is changed to this." })
export class RecordSystemInput {
  @IsOptional()
  @Field(() => ID, { description: "Key of the system in the graph, e.g. SKHCN-HT01." })
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  name!: string;

  @Field(() => ID, { description: "Code of the organization that answers for it." })
  owner!: string;

  @Field(() => dateScalar, { description: "Day from which it is in use; never after migratedOn." })
  commissionedOn!: CalendarDay;

  @Field(() => Hosting, { description: "Where it runs." })
  hosting!: Hosting;

  @Field(() => MigrationStatus, {
    description: "How far its move to the city is; MIGRATED exactly when the city hosts it.",
  })
  migration!: MigrationStatus;

  @Field(() => dateScalar, { nullable: true, description: "Day of the move; null unless MIGRATED." })
  migratedOn?: CalendarDay | null;

  @Field(() => DataSharing, { description: "Whether other organizations can use its data." })
  dataSharing!: DataSharing;

  @Field(() => Int, {
    nullable: true,
    description: "Approved level of information security, 1 (lowest) to 5; null when none was approved.",
  })
  securityLevel?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "The version that the change was decided on; null for a new system. Another one is STALE_VERSION, and so is a new system of a code that is there.",
  })
  expectedVersion?: number | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({ description: "A system that should not have been entered." })
export class WithdrawSystemInput {
  @IsOptional()
  @Field(() => ID, { description: "Key of the system in the graph, e.g. SKHCN-HT01." })
  code!: string;

  @Field({ description: "Why, for the audit: 1 to 500 characters." })
  reason!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}
