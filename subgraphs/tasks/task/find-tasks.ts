import sql, { join, raw, type Sql } from "sql-template-tag";
import { addDays, type CalendarDay, startOf } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import type { Task } from "./task";
import { firstLeadSql, knownAt } from "./task-state";

/**
 * The tasks `t` of a condition as they were known at the end of a day: deadline, completion, progress and lead by the
 * changes up to then. Before a task was known at all it is shown as first assigned: open, with its first deadline and lead.
 */
export function findTasks(database: Database, condition: Sql, asOf: CalendarDay): Promise<Task[]> {
  const columns = Object.entries(columnsAt(asOf)).map(
    ([name, column]) => sql`${column} AS ${raw(`"${name}"`)}`,
  );
  return database.rows<Task>(sql`
    SELECT ${join(columns)} FROM task t LEFT JOIN task_state s ON s.task_id = t.id AND ${knownAt(asOf)}
    WHERE ${condition}`);
}

/** What each property of a task is read from; its type misses none. */
function columnsAt(asOf: CalendarDay): Record<Exclude<keyof Task, "search">, Sql> {
  return {
    id: sql`t.id::text`,
    code: sql`t.code`,
    title: sql`t.title`,
    assignedBy: sql`t.assigned_by`,
    leadOrganizationCode: sql`coalesce(s.lead_organization_code, ${firstLeadSql})`,
    assignedOn: sql`t.assigned_on`,
    originalDueOn: sql`t.original_due_on`,
    dueOn: sql`coalesce(s.due_on, t.original_due_on)`,
    completedOn: sql`s.completed_on`,
    progress: progressAt(asOf),
    person: sql`t.person`,
    work: sql`t.work`,
    responsibility: sql`t.responsibility`,
    product: sql`t.product`,
    authority: sql`t.authority`,
    keyResultCode: sql`t.key_result_code`,
    version: sql`t.version`,
    origin: sql`t.origin`,
    sourceId: sql`t.source_id`,
    saidOn: sql`t.said_on`,
    asOf: sql`${asOf}::text`,
  };
}

/**
 * How far a task `t` with the state `s` was at the end of a day, 0 to 1: what was last reported of it. The task's own
 * progress serves, unless a later change exists, which is looked up once a statement.
 */
export function progressAt(asOf: CalendarDay): Sql {
  const end = endOf(asOf);
  return sql`(CASE
    WHEN (SELECT max(changed_at) FROM task_change) < ${end} THEN t.progress
    WHEN s.completed_on IS NOT NULL THEN 1
    ELSE coalesce((
      SELECT CASE c.kind WHEN 'COMPLETED' THEN 1 ELSE c.progress END FROM task_change c
      WHERE c.task_id = t.id AND c.kind IN ('PROGRESS_REPORTED', 'COMPLETED') AND c.changed_at < ${end}
      ORDER BY c.changed_at DESC, c.id DESC LIMIT 1), 0) END)`;
}

/** The instant at which a day is over. */
export function endOf(day: CalendarDay): Date {
  return startOf(addDays(day, 1));
}
