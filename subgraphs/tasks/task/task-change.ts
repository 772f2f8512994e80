import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { Organization } from "../organization/organization";
import { Task } from "./task";

export enum TaskChangeKind {
  ASSIGNED = "ASSIGNED",
  PROGRESS_REPORTED = "PROGRESS_REPORTED",
  EXTENDED = "EXTENDED",
  COMPLETED = "COMPLETED",
  REOPENED = "REOPENED",
  HANDED_OVER = "HANDED_OVER",
}

/**
 * The history of a task. A row is only ever added, in the transaction of the change; a trigger refuses
 * everything else. What was known on a past day can therefore not be rewritten.
 */
@Entity()
@Index(["taskId", "changedAt"])
@Index("task_change_handed_over_idx", { synchronize: false })
@Check(
  "task_change_handed_over_check",
  "num_nulls(lead_organization_code, previous_lead_organization_code, handed_over_on) = CASE WHEN kind = 'HANDED_OVER' THEN 0 ELSE 3 END",
)
export class TaskChange {
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
  id!: string;

  @ForeignKey(() => Task)
  @Column("bigint")
  taskId!: string;

  @Column({ type: "enum", enum: TaskChangeKind, enumName: "task_change_kind" })
  kind!: TaskChangeKind;

  @Index()
  @Column("timestamptz")
  changedAt!: Date;

  /** Who made it: the `sub` of a token, or the name of the importer or the generator. */
  @Column("text")
  changedBy!: string;

  /** Deadline from this change on; of ASSIGNED and EXTENDED. */
  @Column("date", { nullable: true })
  dueOn!: CalendarDay | null;

  /** Deadline before it; of EXTENDED. */
  @Column("date", { nullable: true })
  previousDueOn!: CalendarDay | null;

  /** Day of completion; of COMPLETED. */
  @Column("date", { nullable: true })
  completedOn!: CalendarDay | null;

  /** 0 to 1; of PROGRESS_REPORTED. */
  @Column("double precision", { nullable: true })
  progress!: number | null;

  /** Who leads it from this change on; of HANDED_OVER. */
  @ForeignKey(() => Organization)
  @Column("text", { nullable: true })
  leadOrganizationCode!: string | null;

  /** Who led it before; of HANDED_OVER. */
  @ForeignKey(() => Organization)
  @Column("text", { nullable: true })
  previousLeadOrganizationCode!: string | null;

  /** The day from which the new lead answers for it by the decision; of HANDED_OVER. */
  @Column("date", { nullable: true })
  handedOverOn!: CalendarDay | null;

  /** Remark of a report, or reason of an extension or a handover. */
  @Column("text", { nullable: true })
  note!: string | null;

  @Column("text", { nullable: true })
  evidenceUrl!: string | null;
}
