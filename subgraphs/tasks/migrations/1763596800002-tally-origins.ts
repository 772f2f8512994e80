import type { MigrationInterface, QueryRunner } from "typeorm";

/** Of each running total, how many tasks were published and how many are generated. */
export class TallyOrigins1763596800002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const columns = ["published", "synthetic"].flatMap((origin) =>
      ["on_time", "late", "in_progress", "overdue"].map((count) => `${origin}_${count}`),
    );
    await runner.query(
      `ALTER TABLE task_tally ${columns.map((column) => `ADD ${column} integer NOT NULL DEFAULT 0`).join(", ")}`,
    );
    await runner.query(refreshFunction);
    await runner.query(
      "SELECT refresh_task_tally(ARRAY(SELECT DISTINCT lead_organization_code FROM task_state))",
    );
    await runner.query(
      `ALTER TABLE task_tally ${columns.map((column) => `ALTER ${column} DROP DEFAULT`).join(", ")}`,
    );
  }

  async down(): Promise<void> {
    throw new Error("Expected to go forwards only: the totals of before know no origins.");
  }
}

/** As in the migration that made the totals, with the origin of each task beside. */
const refreshFunction = `
  CREATE OR REPLACE FUNCTION refresh_task_tally(leads text[]) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('task_tally'), hashtext(lead)) FROM unnest(leads) AS lead ORDER BY lead;
    DELETE FROM task_tally WHERE lead_organization_code = ANY (leads);
    INSERT INTO task_tally (lead_organization_code, scope, day, until, completed_on_time, completed_late, in_progress,
      overdue, published_on_time, published_late, published_in_progress, published_overdue, synthetic_on_time,
      synthetic_late, synthetic_in_progress, synthetic_overdue)
    WITH event AS (
      SELECT s.lead_organization_code AS lead, s.assigned_by, t.origin, step.*
      FROM task_state s JOIN task t ON t.id = s.task_id
      CROSS JOIN LATERAL (SELECT
        (s.completed_on <= s.due_on)::int AS on_time, (s.completed_on > s.due_on)::int AS late,
        (s.completed_on IS NULL AND s.known_from <= s.due_on)::int AS in_progress,
        (s.completed_on IS NULL AND s.known_from > s.due_on)::int AS overdue,
        (s.completed_on IS NULL AND s.known_from <= s.due_on AND s.known_until > s.due_on + 1)::int AS turns) AS begins
      CROSS JOIN LATERAL (VALUES
        (s.known_from, coalesce(begins.on_time, 0), coalesce(begins.late, 0), begins.in_progress, begins.overdue),
        (s.due_on + 1, 0, 0, -begins.turns, begins.turns),
        (s.known_until, -coalesce(begins.on_time, 0), -coalesce(begins.late, 0), begins.turns - begins.in_progress,
          -begins.overdue - begins.turns)) AS step (day, on_time, late, in_progress, overdue)
      WHERE s.lead_organization_code = ANY (leads) AND step.day < 'infinity'
        AND (step.on_time, step.late, step.in_progress, step.overdue) <> (0, 0, 0, 0)
    ), of_origin AS (
      SELECT event.*, (origin = 'PUBLISHED')::int AS published, (origin = 'SYNTHETIC')::int AS synthetic FROM event
    ), daily AS (
      SELECT lead, coalesce(assigned_by::text, 'ALL') AS scope, day, sum(on_time) AS on_time, sum(late) AS late,
        sum(in_progress) AS in_progress, sum(overdue) AS overdue,
        sum(published * on_time) AS published_on_time, sum(published * late) AS published_late,
        sum(published * in_progress) AS published_in_progress, sum(published * overdue) AS published_overdue,
        sum(synthetic * on_time) AS synthetic_on_time, sum(synthetic * late) AS synthetic_late,
        sum(synthetic * in_progress) AS synthetic_in_progress, sum(synthetic * overdue) AS synthetic_overdue
      FROM of_origin GROUP BY GROUPING SETS ((lead, assigned_by, day), (lead, day))
    )
    SELECT lead, scope, day, coalesce(lead(day) OVER days, 'infinity'),
      sum(on_time) OVER days, sum(late) OVER days, sum(in_progress) OVER days, sum(overdue) OVER days,
      sum(published_on_time) OVER days, sum(published_late) OVER days, sum(published_in_progress) OVER days,
      sum(published_overdue) OVER days, sum(synthetic_on_time) OVER days, sum(synthetic_late) OVER days,
      sum(synthetic_in_progress) OVER days, sum(synthetic_overdue) OVER days
    FROM daily WINDOW days AS (PARTITION BY lead, scope ORDER BY day);
  END $$`;
