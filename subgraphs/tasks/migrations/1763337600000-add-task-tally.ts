import type { MigrationInterface, QueryRunner } from "typeorm";

/** How many tasks of a lead stood how, from each day on; what statistics and warning lists read. */
export class AddTaskTally1763337600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE task_state ADD lead_organization_code text, ADD assigned_by assigning_authority;
      UPDATE task_state s SET lead_organization_code = t.lead_organization_code, assigned_by = t.assigned_by
        FROM task t WHERE t.id = s.task_id;
      ALTER TABLE task_state ALTER lead_organization_code SET NOT NULL, ALTER assigned_by SET NOT NULL;
      DROP INDEX task_state_overdue_idx;
      -- Open stretches of a lead by deadline: which of its tasks were overdue, the longest overdue first.
      CREATE INDEX task_state_lead_idx ON task_state (lead_organization_code, due_on)
        INCLUDE (task_id, known_from, known_until) WHERE completed_on IS NULL;
      CREATE TABLE task_tally (
        lead_organization_code text NOT NULL,
        scope text NOT NULL,
        day date NOT NULL,
        until date NOT NULL,
        completed_on_time integer NOT NULL,
        completed_late integer NOT NULL,
        in_progress integer NOT NULL,
        overdue integer NOT NULL,
        published_on_time integer NOT NULL,
        published_late integer NOT NULL,
        published_in_progress integer NOT NULL,
        published_overdue integer NOT NULL,
        synthetic_on_time integer NOT NULL,
        synthetic_late integer NOT NULL,
        synthetic_in_progress integer NOT NULL,
        synthetic_overdue integer NOT NULL,
        CONSTRAINT task_tally_scope_check CHECK (scope IN ('ALL', 'CENTRAL', 'CITY')),
        CONSTRAINT task_tally_pkey PRIMARY KEY (lead_organization_code, scope, day));
      -- Stretches without an overdue task, at which a run of warning weeks ends.
      CREATE INDEX task_tally_clean_idx ON task_tally (lead_organization_code, day) INCLUDE (until)
        WHERE scope = 'ALL' AND overdue = 0`);
    await runner.query(searchColumn);
    await runner.query(refreshFunction);
    await runner.query(
      "SELECT refresh_task_tally(ARRAY(SELECT DISTINCT lead_organization_code FROM task_state))",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION refresh_task_tally;
      DROP TRIGGER task_search ON task;
      DROP FUNCTION set_task_search;
      ALTER TABLE task DROP search;
      CREATE INDEX task_search_idx ON task USING gin (search_text(code || ' ' || title) gin_trgm_ops);
      DROP TABLE task_tally;
      DROP INDEX task_state_lead_idx;
      CREATE INDEX task_state_overdue_idx ON task_state (due_on, known_until)
        INCLUDE (task_id, known_from) WHERE completed_on IS NULL AND known_until > due_on + 1;
      ALTER TABLE task_state DROP lead_organization_code, DROP assigned_by`);
  }
}

/*
 * What a search looks through, kept in a column: short words find no help in a trigram index, and dropping the
 * accents of a few thousand titles again for each question costs more than all the rest of it.
 */
const searchColumn = `
  DROP INDEX task_search_idx;
  ALTER TABLE task ADD search text;
  UPDATE task SET search = search_text(code || ' ' || title);
  ALTER TABLE task ALTER search SET NOT NULL;
  CREATE INDEX task_search_idx ON task USING gin (search gin_trgm_ops);
  CREATE FUNCTION set_task_search() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.search = search_text(NEW.code || ' ' || NEW.title); RETURN NEW; END $$;
  CREATE TRIGGER task_search BEFORE INSERT OR UPDATE OF code, title ON task
    FOR EACH ROW EXECUTE FUNCTION set_task_search()`;

/*
 * Counts a lead anew from its states, in the transaction that changed them. Two transactions that change tasks of
 * one lead would each count without the other's rows, so each first takes a lock for the lead, in one order for
 * all. The statements after it read what was committed meanwhile, as READ COMMITTED does.
 *
 * A stretch adds one where it begins and takes it away where it ends; an open one moves from "in progress" to
 * "overdue" on the day after its deadline.
 */
const refreshFunction = `
  CREATE FUNCTION refresh_task_tally(leads text[]) RETURNS void LANGUAGE plpgsql AS $$
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
