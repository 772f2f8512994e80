import { Field, Float, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, dateTimeScalar } from "../../../shared/base/graphql/scalars";
import { Organization } from "../organization/organization";
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

@ObjectType({ description: "That a task passed from an authority that has ended to its successor." })
export class TaskHandover {
  @Field(() => dateTimeScalar, {
    description: "When it was recorded; past days keep the lead that was known then.",
  })
  recordedAt!: Date;

  @Field({ description: "Who recorded it." })
  recordedBy!: string;

  @Field(() => dateScalar, {
    description: "The day from which the successor answers for it by the decision.",
  })
  handedOverOn!: CalendarDay;

  @Field(() => Organization, { description: "Who led it before." })
  from!: Organization;

  @Field(() => Organization, { description: "Who leads it after." })
  to!: Organization;

  @Field({ description: "Why: the decision or the minutes that say so." })
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

/** A change of kind HANDED_OVER as a handover, with the organizations that it names. */
export async function handoverOf(
  change: TaskChange,
  organization: (code: string) => Promise<Organization>,
): Promise<TaskHandover> {
  const { changedAt, changedBy, handedOverOn, note } = change;
  const { previousLeadOrganizationCode: from, leadOrganizationCode: to } = change;
  if (from === null || to === null || handedOverOn === null) {
    throw new Error(`Expected both leads and the day on the handover ${change.id}.`);
  }
  return {
    ...{ recordedAt: changedAt, recordedBy: changedBy, handedOverOn, reason: note ?? "" },
    ...{ from: await organization(from), to: await organization(to) },
  };
}
