import sql, { type Sql } from "sql-template-tag";
import { addDays, type CalendarDay } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { knownAt } from "../task/task-state";
import type { WarningWeek } from "./warning-week";

/** What SQL gives of an entry; the resolver adds the objects. */
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
 * The counts are the running totals of each lead. A run of weeks ends at the last Sunday at which the lead had no
 * overdue task, which lies in one of the stretches where its total was 0; before its first task it had none either.
 */
export function findWarningRows(database: Database, { sunday, asOf }: WarningWeek): Promise<WarningRow[]> {
  return database.rows<WarningRow>(sql`
    SELECT lead.code AS "organizationCode", tally.overdue AS "overdueCount",
      ${asOf}::date - worst.due_on AS "maxDaysOverdue",
      (${sunday}::date - coalesce(clean.sunday, born.sunday)) / 7 AS "consecutiveWeeks", ${asOf}::text AS "asOf"
    FROM organization lead
    CROSS JOIN LATERAL (
      SELECT overdue FROM task_tally
      WHERE lead_organization_code = lead.code AND scope = 'ALL' AND day <= ${asOf}::date
      ORDER BY day DESC LIMIT 1) AS tally
    CROSS JOIN LATERAL (
      SELECT due_on FROM task_state s
      WHERE lead_organization_code = lead.code AND completed_on IS NULL AND due_on < ${asOf}::date
        AND ${knownAt(asOf)}
      ORDER BY due_on LIMIT 1) AS worst
    LEFT JOIN LATERAL (
      SELECT ${lastSundayBefore(sql`least(until, ${sunday}::date)`)} AS sunday FROM task_tally
      WHERE lead_organization_code = lead.code AND scope = 'ALL' AND overdue = 0 AND day < ${sunday}::date
        AND ${lastSundayBefore(sql`least(until, ${sunday}::date)`)} >= day
      ORDER BY day DESC LIMIT 1) AS clean ON TRUE
    CROSS JOIN LATERAL (
      SELECT ${lastSundayBefore(sql`min(day)`)} AS sunday FROM task_tally
      WHERE lead_organization_code = lead.code AND scope = 'ALL') AS born
    WHERE tally.overdue > 0
    ORDER BY tally.overdue DESC, worst.due_on, lead.code`);
}

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
    WHERE lead_organization_code = ANY(${[...leads]}) AND completed_on IS NULL AND due_on < ${asOf}::date
      AND ${knownAt(asOf)}
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
