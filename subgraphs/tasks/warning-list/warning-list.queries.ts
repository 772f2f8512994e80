import sql from "sql-template-tag";
import { addDays, type CalendarDay } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";

/** What SQL gives of an entry; the resolver adds the objects. */
export interface WarningRow {
  organizationCode: string;
  taskIds: string[];
  overdueCount: number;
  maxDaysOverdue: number;
  consecutiveWeeks: number;
}

/** A Sunday, from which weeks are numbered. */
const firstSunday = "1970-01-04";

/**
 * The entries of the list of the week that ends on a Sunday, by what was known at its end.
 *
 * A stretch of days in which a task was overdue touches a run of Sundays, which is a range of week numbers. The
 * union of an organization's ranges, as PostgreSQL's multirange, falls into unbroken runs by itself; the one that
 * holds this week says for how many weeks it has been on the list.
 */
export function findWarningRows(database: Database, sunday: CalendarDay): Promise<WarningRow[]> {
  return database.rows<WarningRow>(sql`
    WITH overdue AS (
      SELECT t.lead_organization_code AS lead, s.task_id, s.due_on,
        greatest(s.known_from, s.due_on + 1) AS first_day,
        least(s.known_until, ${sunday}::date + 1) - 1 AS last_day
      FROM task_state s JOIN task t ON t.id = s.task_id
      WHERE s.completed_on IS NULL AND s.known_until > s.due_on + 1
        AND s.known_from <= ${sunday}::date AND s.due_on < ${sunday}::date
    ), listed AS (
      SELECT lead, array_agg(task_id::text ORDER BY due_on, task_id) AS task_ids,
        count(*)::int AS tasks, max(${sunday}::date - due_on) AS days
      FROM overdue WHERE last_day = ${sunday}::date GROUP BY lead
    ), run AS (
      SELECT lead, range_agg(weeks) AS runs FROM (
        SELECT lead, ceil((first_day - ${firstSunday}::date) / 7.0)::int AS first_week,
          floor((last_day - ${firstSunday}::date) / 7.0)::int AS last_week
        FROM overdue WHERE lead IN (SELECT lead FROM listed)) AS stretch
      CROSS JOIN LATERAL (SELECT int4range(first_week, last_week, '[]') AS weeks) AS range
      WHERE first_week <= last_week GROUP BY lead
    )
    SELECT listed.lead AS "organizationCode", task_ids AS "taskIds", tasks AS "overdueCount",
      days AS "maxDaysOverdue", this.week - lower(this.run) + 1 AS "consecutiveWeeks"
    FROM listed JOIN run USING (lead)
    CROSS JOIN LATERAL (
      SELECT week, one AS run FROM unnest(runs) AS one,
        (SELECT (${sunday}::date - ${firstSunday}::date) / 7 AS week) AS asked WHERE one @> week) AS this
    ORDER BY tasks DESC, days DESC, listed.lead`);
}

/** Ids of the tasks that were open at the end of a Sunday and due within 7 days of it, soonest first. */
export async function findDueSoon(database: Database, sunday: CalendarDay): Promise<string[]> {
  const rows = await database.rows<{ id: string }>(sql`
    SELECT task_id::text AS id FROM task_state
    WHERE completed_on IS NULL AND known_from <= ${sunday}::date AND known_until > ${sunday}::date
      AND due_on BETWEEN ${sunday}::date AND ${addDays(sunday, 7)}::date
    ORDER BY due_on, task_id`);
  return rows.map((row) => row.id);
}
