import { Field, Float, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { dateScalar, dateTimeScalar } from "../../../shared/graphql/scalars";
import type { TaskChange } from "./task-change";

@ObjectType({ description: "One report of how far a task is." })
export class ProgressReport {
  @Field(() => dateTimeScalar, { description: "When it was reported." })
  reportedAt!: Date;

  @Field({ description: "Who reported it." })
  reportedBy!: string;

  @Field(() => Float, { description: "0 to 1." })
  progress!: number;

  @Field(() => String, { nullable: true, description: "Remark." })
  note!: string | null;

  @Field(() => String, { nullable: true, description: "Where the evidence is." })
  evidenceUrl!: string | null;
}

@ObjectType({ description: "One decision to move a task's deadline." })
export class DeadlineExtension {
  @Field(() => dateTimeScalar, { description: "When it was decided; past days keep the deadline they had." })
  decidedAt!: Date;

  @Field({ description: "Who decided it." })
  decidedBy!: string;

  @Field(() => dateScalar, { description: "The deadline before." })
  from!: CalendarDay;

  @Field(() => dateScalar, { description: "The deadline after." })
  to!: CalendarDay;

  @Field({ description: "Why." })
  reason!: string;
}

/** A change of kind PROGRESS_REPORTED as a report. */
export function progressReportOf(change: TaskChange): ProgressReport {
  const { changedAt, changedBy, progress, note, evidenceUrl } = change;
  return { reportedAt: changedAt, reportedBy: changedBy, progress: progress ?? 0, note, evidenceUrl };
}

/** A change of kind EXTENDED as an extension. */
export function extensionOf(change: TaskChange): DeadlineExtension {
  const { changedAt, changedBy, previousDueOn, dueOn, note } = change;
  if (previousDueOn === null || dueOn === null) {
    throw new Error(`Expected both deadlines on the extension ${change.id}.`);
  }
  return { decidedAt: changedAt, decidedBy: changedBy, from: previousDueOn, to: dueOn, reason: note ?? "" };
}
