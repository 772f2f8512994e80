import sql, { type Sql } from "sql-template-tag";
import { registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from "typeorm";
import { type CalendarDay, daysBetween } from "../../../shared/base/clock/calendar-day";
import { localTimeSql } from "../../../shared/base/clock/local-time";
import type { Database } from "../../../shared/database/database";
import { AssigningAuthority, Task } from "./task";

export enum TaskStatus {
  IN_PROGRESS = "IN_PROGRESS",
  OVERDUE = "OVERDUE",
  COMPLETED_ON_TIME = "COMPLETED_ON_TIME",
  COMPLETED_LATE = "COMPLETED_LATE",
}

registerEnumType(TaskStatus, {
  name: "TaskStatus",
  description: "The status of a task at the end of a day, by what was known then.",
  valuesConfig: {
    IN_PROGRESS: { description: "Open, and the day is not past the deadline." },
    OVERDUE: { description: "Open, and the day is past the deadline." },
    COMPLETED_ON_TIME: { description: "Completed no later than the deadline." },
    COMPLETED_LATE: { description: "Completed after the deadline." },
  },
});

/**
 * What was known of a task at the end of each day from `knownFrom` until the day before `knownUntil`: one row
 * for each period in which deadline, completion and lead stayed the same. Derived from `task_change`; it turns every
 * "as of" query into one comparison instead of a replay.
 */
@Entity()
@Unique(["taskId", "knownFrom"])
@Index(["knownFrom", "knownUntil"])
@Index("task_state_overdue_idx", { synchronize: false })
@Index("task_state_open_idx", { synchronize: false })
export class TaskState {
  /** Differs each time that the states of a task are derived anew. */
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
  id!: string;

  @ForeignKey(() => Task)
  @Column("bigint")
  taskId!: string;

  @Column("date")
  knownFrom!: CalendarDay;

  /** Exclusive; infinity for what is known now. */
  @Column("date", { default: "infinity" })
  knownUntil!: CalendarDay;

  @Column("date")
  dueOn!: CalendarDay;

  @Column("date", { nullable: true })
  completedOn!: CalendarDay | null;

  /** Its lead, repeated here so that counting needs no other table. */
  @Index()
  @Column("text")
  leadOrganizationCode!: string;

  /** Of the task, which never changes it. */
  @Column({ type: "enum", enum: AssigningAuthority, enumName: "assigning_authority" })
  assignedBy!: AssigningAuthority;
}

/** The status rule of docs/domain.md, at the end of a day. */
export function statusAt(state: Pick<TaskState, "dueOn" | "completedOn">, asOf: CalendarDay): TaskStatus {
  if (state.completedOn !== null) {
    return state.completedOn <= state.dueOn ? TaskStatus.COMPLETED_ON_TIME : TaskStatus.COMPLETED_LATE;
  }
  return asOf > state.dueOn ? TaskStatus.OVERDUE : TaskStatus.IN_PROGRESS;
}

/** Days past the deadline at the end of a day; 0 unless overdue. */
export function daysOverdueAt(state: Pick<TaskState, "dueOn" | "completedOn">, asOf: CalendarDay): number {
  return statusAt(state, asOf) === TaskStatus.OVERDUE ? daysBetween(state.dueOn, asOf) : 0;
}

/** Who led a task `t` first, over its changes. */
export const firstLeadSql = sql`coalesce((
  SELECT c.previous_lead_organization_code FROM task_change c
  WHERE c.task_id = t.id AND c.kind = 'HANDED_OVER' ORDER BY c.changed_at, c.id LIMIT 1), t.lead_organization_code)`;

/** That a row of `task_state s` is what was known at the end of a day. A task that was not known yet has none. */
export function knownAt(asOf: CalendarDay): Sql {
  return sql`(s.known_from <= ${asOf}::date AND s.known_until > ${asOf}::date)`;
}

/** That a row of `task_state s` is one in which a task was overdue on some day: the condition of `task_state_overdue_idx`. */
const wasOverdueSql = sql`(s.completed_on IS NULL AND s.known_until > s.due_on + 1)`;

/** That a row of `task_state s` was known at the end of a day, and the task overdue. */
export function overdueAt(asOf: Sql): Sql {
  return sql`(${wasOverdueSql} AND s.known_until > ${asOf} AND s.known_from <= ${asOf} AND s.due_on < ${asOf})`;
}

/**
 * Derives the states of tasks anew from their changes. Of several changes on one day the last counts, for a state is
 * that of the day's end. A task that was entered days after its assignment is known from the day it was entered.
 */
export async function deriveTaskStates(database: Database, taskIds: Sql): Promise<void> {
  await database.rows(sql`DELETE FROM task_state WHERE task_id IN (${taskIds})`);
  await database.rows(sql`
    WITH change AS (
      SELECT c.*, ${localTimeSql(sql`c.changed_at`)}::date AS changed_on
      FROM task_change c WHERE c.task_id IN (${taskIds}) AND c.kind <> 'PROGRESS_REPORTED'
    ), known AS (
      SELECT task_id, changed_on, id, changed_at, kind, completed_on,
        (array_agg(due_on) FILTER (WHERE due_on IS NOT NULL) OVER earlier)[
          count(due_on) OVER earlier] AS due_on,
        (array_agg(lead_organization_code) FILTER (WHERE lead_organization_code IS NOT NULL) OVER earlier)[
          count(lead_organization_code) OVER earlier] AS lead
      FROM change WINDOW earlier AS (PARTITION BY task_id ORDER BY changed_at, id)
    ), day_end AS (
      SELECT DISTINCT ON (task_id, changed_on) task_id, changed_on, due_on, lead,
        CASE WHEN kind = 'COMPLETED' THEN completed_on END AS completed_on
      FROM known ORDER BY task_id, changed_on, changed_at DESC, id DESC
    )
    INSERT INTO task_state
      (task_id, known_from, known_until, due_on, completed_on, lead_organization_code, assigned_by)
    SELECT task_id, changed_on, coalesce(lead(changed_on) OVER days, 'infinity'), day_end.due_on,
      day_end.completed_on, coalesce(day_end.lead, ${firstLeadSql}), t.assigned_by
    FROM day_end JOIN task t ON t.id = task_id WINDOW days AS (PARTITION BY task_id ORDER BY changed_on)`);
}

/** The same for one task, right after one of its changes. */
export function deriveTaskState(database: Database, taskId: string): Promise<void> {
  return deriveTaskStates(database, sql`${taskId}::bigint`);
}
