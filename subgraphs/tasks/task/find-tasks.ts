import sql, { type Sql } from "sql-template-tag";
import { addDays, type CalendarDay, startOf } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import type { Task } from "./task";
import { knownAt } from "./task-state";

/**
 * The tasks `t` of a condition as they were known at the end of a day: deadline, completion and progress by the changes
 * up to then. Before a task was known at all it stands as it was first assigned: open, with its first deadline.
 */
export function findTasks(database: Database, condition: Sql, asOf: CalendarDay): Promise<Task[]> {
  return database.rows<Task>(sql`
    SELECT t.id::text AS id, t.code, t.title, t.assigned_by AS "assignedBy",
      t.lead_organization_code AS "leadOrganizationCode", t.assigned_on AS "assignedOn",
      t.original_due_on AS "originalDueOn", coalesce(s.due_on, t.original_due_on) AS "dueOn",
      s.completed_on AS "completedOn", ${progressAt(asOf)} AS progress, t.person, t.work, t.responsibility, t.product,
      t.authority, t.key_result_code AS "keyResultCode", t.version, t.origin, t.source_id AS "sourceId",
      t.said_on AS "saidOn", ${asOf}::text AS "asOf"
    FROM task t LEFT JOIN task_state s ON s.task_id = t.id AND ${knownAt(asOf)}
    WHERE ${condition}`);
}

/**
 * How far a task `t` with the state `s` was at the end of a day, 0 to 1: what was last reported of it. Unless something
 * has happened since, which is asked once a statement, the task itself tells.
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
