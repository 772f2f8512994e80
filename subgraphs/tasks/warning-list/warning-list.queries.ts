import sql, { type Sql } from "sql-template-tag";
import { addDays, type CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { knownAt, overdueAt } from "../task/task-state";
import type { WarningWeek } from "./warning-week";

/** The columns of an entry; the resolver adds the objects. */
export interface WarningRow {
  organizationCode: string;
  overdueCount: number;
  maxDaysOverdue: number;
  consecutiveWeeks: number;
  /** The day of the list, for the entry's own fields. */
  asOf: CalendarDay;
}

/**
 * The entries of a list, by what was known at the end of its day.
 *
 * A run of weeks is followed back from Sunday to Sunday: the tasks overdue on one have been so since some day; on the
 * Sunday before that day other tasks were overdue, or none, where the run ends.
 */
export function findWarningRows(database: Database, { sunday, asOf }: WarningWeek): Promise<WarningRow[]> {
  const ofLead = (day: Sql) => sql`s.lead_organization_code = lead.code AND ${overdueAt(day)}`;
  return database.rows<WarningRow>(sql`
    SELECT lead.code AS "organizationCode", overdue.tasks AS "overdueCount",
      ${asOf}::date - overdue.due_on AS "maxDaysOverdue",
      (${sunday}::date - clean.sunday) / 7 AS "consecutiveWeeks", ${asOf}::text AS "asOf"
    FROM organization lead
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS tasks, min(s.due_on) AS due_on, ${beganSql} AS begun FROM task_state s
      WHERE ${ofLead(sql`${asOf}::date`)} HAVING count(*) > 0) AS overdue
    CROSS JOIN LATERAL (
      WITH RECURSIVE run (sunday) AS (
        SELECT least(${sunday}::date - 7, ${lastSundayBefore(sql`overdue.begun`)})
        UNION ALL
        SELECT ${lastSundayBefore(sql`begun.day`)} FROM run CROSS JOIN LATERAL (
          SELECT ${beganSql} AS day FROM task_state s
          WHERE ${ofLead(sql`run.sunday`)}) AS begun
        WHERE begun.day IS NOT NULL)
      SELECT min(run.sunday) AS sunday FROM run) AS clean
    ORDER BY overdue.tasks DESC, overdue.due_on, lead.code`);
}

/** The first day on which a task was overdue in one of some states `s`. */
const beganSql = sql`min(greatest(s.known_from, s.due_on + 1))`;

/** The last Sunday before a day: 4 January 1970 was one. */
function lastSundayBefore(day: Sql): Sql {
  return sql`(${day} - 1 - mod(${day} - 1 - date '1970-01-04', 7))`;
}

/** Ids of the tasks of leads that were overdue at the end of a day, longest overdue first, by lead. */
export async function findOverdueTasks(
  database: Database,
  leads: readonly string[],
  asOf: CalendarDay,
): Promise<{ lead: string; id: string }[]> {
  return database.rows(sql`
    SELECT lead_organization_code AS lead, task_id::text AS id FROM task_state s
    WHERE lead_organization_code = ANY(${[...leads]}) AND ${overdueAt(sql`${asOf}::date`)}
    ORDER BY due_on, task_id`);
}

/** Ids of the tasks that were open at the end of a day and due within 7 days of it, soonest first. */
export async function findDueSoon(database: Database, asOf: CalendarDay): Promise<string[]> {
  const rows = await database.rows<{ id: string }>(sql`
    SELECT task_id::text AS id FROM task_state s
    WHERE completed_on IS NULL AND ${knownAt(asOf)}
      AND due_on BETWEEN ${asOf}::date AND ${addDays(asOf, 7)}::date
    ORDER BY due_on, task_id`);
  return rows.map((row) => row.id);
}
