import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Counts of dossiers that are kept beside them: `dossier_tally` (see the entity). Triggers add to it in the
 * statement that changes dossiers, whoever sends it, so that no reader ever sees one without the other.
 */
export class AddDossierTally1763251200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dossier_tally (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT dossier_tally_pkey PRIMARY KEY,
        cuboid smallint NOT NULL,
        day date NOT NULL,
        ${dimensions.map((name) => `${name} ${types[name] ?? "text"}`).join(", ")},
        ${counts.map(([name]) => `${name} bigint NOT NULL`).join(", ")});
      CREATE INDEX dossier_tally_cuboid_day_idx ON dossier_tally (cuboid, day);
      -- Overdue dossiers are found by the clock, and counted from this index alone.
      CREATE INDEX dossier_pending_keys_idx ON dossier (due_at)
        INCLUDE (organization_code, unit_code, procedure_code, channel, applicant, status, received_at)
        WHERE status NOT IN ('RESOLVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'STOPPED')`);
    await runner.query(changeFunction);
    await runner.query(mergeFunction);
    await runner.query(rebuildFunction);
    await runner.query(driftFunction);
    await runner.query(triggers);
    await runner.query("SELECT rebuild_dossier_tally()");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER dossier_tally_field ON procedure;
      DROP TRIGGER dossier_tally_insert ON dossier;
      DROP TRIGGER dossier_tally_update ON dossier;
      DROP TRIGGER dossier_tally_delete ON dossier;
      DROP TRIGGER dossier_tally_truncate ON dossier;
      DROP FUNCTION count_dossier_change, rebuild_dossier_tally_at_once, dossier_tally_drift, rebuild_dossier_tally,
        merge_dossier_tally;
      DROP INDEX dossier_pending_keys_idx;
      DROP TABLE dossier_tally`);
  }
}

const dimensions = [
  "organization_code",
  "unit_code",
  "procedure_code",
  "field_code",
  "channel",
  "applicant",
  "status",
  "timeliness",
];
const types: Record<string, string> = {
  channel: "dossier_channel",
  applicant: "applicant_kind",
  status: "dossier_status",
};

/** What is counted, from a dossier `d` whose local days are known. Overdue is not: it moves with the clock. */
const counts: [name: string, value: string][] = [
  ["received", "1"],
  ["resolved", "(d.resolved_at IS NOT NULL)::int"],
  ["pending", "(d.status NOT IN ('RESOLVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'STOPPED'))::int"],
  ["in_time", "coalesce(resolved_on <= due_on, FALSE)::int"],
  ["digitised", "d.digitised::int"],
  ["electronic_result", "d.electronic_result::int"],
  ["paid", "(d.payment <> 'NONE')::int"],
  ["paid_online", "(d.payment = 'ONLINE')::int"],
  ["received_online", "(d.channel = 'ONLINE')::int"],
  ["synchronised", "(d.synchronised_at IS NOT NULL)::int"],
  ["rated", "(d.satisfaction IS NOT NULL)::int"],
  ["satisfied", "coalesce(d.satisfaction >= 4, FALSE)::int"],
  ["processing_days", "coalesce(resolved_on - day, 0)"],
];
const countNames = counts.map(([name]) => name).join(", ");

/*
 * The sets of keys that are kept, each by a day, by a stretch or by a month of receipt. A stretch is a week cut in
 * two where a month ends within it: weeks and months, and what is made of months, are all made of stretches.
 * Each set is small enough to be read whole for one question. Known to the readers by the number that
 * PostgreSQL's GROUPING gives it.
 */
const cuboids = [
  "day, organization_code",
  "day, unit_code",
  "day, field_code",
  "day, channel, applicant, status, timeliness",
  "stretch, organization_code, channel",
  "stretch, organization_code, applicant",
  "stretch, unit_code, channel",
  "stretch, unit_code, applicant",
  "stretch, field_code, channel, applicant",
  "stretch, field_code, status, timeliness",
  "month, organization_code, status, timeliness",
  "month, unit_code, status, timeliness",
  "month, organization_code, field_code",
  "month, organization_code, unit_code",
  "month, unit_code, field_code",
  "month, procedure_code",
];

/** The tally of some rows: of each whether it counts for or against, and all columns of a dossier. */
function tallyOf(rows: string): string {
  const sums = counts.map(([name]) => `sum(sign * ${name})`).join(", ");
  return `
    SELECT GROUPING(day, stretch, month, ${dimensions.join(", ")})::smallint AS cuboid, coalesce(day, stretch, month) AS day,
      ${dimensions.join(", ")}, ${counts.map(([name]) => `sum(sign * ${name}) AS ${name}`).join(", ")}
    FROM (
      SELECT sign, day, day - (least(extract(isodow FROM day), extract(day FROM day))::int - 1) AS stretch,
        day - (extract(day FROM day)::int - 1) AS month,
        d.organization_code, d.unit_code, d.procedure_code, d.field_code, d.channel, d.applicant, d.status,
        CASE WHEN resolved_on < due_on THEN 'EARLY' WHEN resolved_on = due_on THEN 'ON_TIME'
          WHEN resolved_on > due_on THEN 'LATE' END AS timeliness,
        ${counts.map(([name, value]) => `${value} AS ${name}`).join(", ")}
      FROM (
        SELECT r.*, p.field_code, (r.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day,
          (r.resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS resolved_on,
          (r.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS due_on
        FROM (${rows}) AS r JOIN procedure p ON p.code = r.procedure_code OFFSET 0) AS d OFFSET 0) AS fact
    GROUP BY GROUPING SETS (${cuboids.map((keys) => `(${keys})`).join(", ")})
    HAVING ROW(${sums}) <> ROW(${counts.map(() => "0").join(", ")})`;
}

const insertInto = `INSERT INTO dossier_tally (cuboid, day, ${dimensions.join(", ")}, ${countNames})`;

/*
 * Rows are only ever added, never changed: two who change dossiers at once wait for nobody, and cannot deadlock.
 * A tally is the sum of its rows. So that these do not grow without end, who adds another 20,000th merges them.
 */
const changeFunction = `
  CREATE FUNCTION count_dossier_change() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    added bigint;
    last bigint;
  BEGIN
    IF TG_OP = 'TRUNCATE' THEN
      DELETE FROM dossier_tally;
      RETURN NULL;
    ELSIF TG_OP = 'INSERT' THEN
      ${insertInto} ${tallyOf("SELECT 1 AS sign, * FROM after_change")};
    ELSIF TG_OP = 'DELETE' THEN
      ${insertInto} ${tallyOf("SELECT -1 AS sign, * FROM before_change")};
    ELSE
      ${insertInto} ${tallyOf("SELECT 1 AS sign, * FROM after_change UNION ALL SELECT -1, * FROM before_change")};
    END IF;
    GET DIAGNOSTICS added = ROW_COUNT;
    IF added > 0 THEN
      last = currval(pg_get_serial_sequence('dossier_tally', 'id'));
      IF last / 20000 > (last - added) / 20000 THEN PERFORM merge_dossier_tally(); END IF;
    END IF;
    RETURN NULL;
  END $$`;

/*
 * Puts the rows of one key together. What it deletes it adds again as sums in one statement, of which others see
 * all or nothing. Of two at once one gives up, for the other is at it.
 */
const mergeFunction = `
  CREATE FUNCTION merge_dossier_tally() RETURNS void LANGUAGE sql AS $$
    WITH allowed AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('dossier_tally')) AS so),
    gone AS (DELETE FROM dossier_tally WHERE (SELECT so FROM allowed) RETURNING *)
    ${insertInto}
    SELECT cuboid, day, ${dimensions.join(", ")}, ${counts.map(([name]) => `sum(${name})`).join(", ")}
    FROM gone GROUP BY cuboid, day, ${dimensions.join(", ")}
    HAVING ROW(${counts.map(([name]) => `sum(${name})`).join(", ")}) <> ROW(${counts.map(() => "0").join(", ")})
    ORDER BY cuboid, day
  $$`;

/** Counts all dossiers anew. It keeps writers out meanwhile: what they add could be counted twice, or not at all. */
const rebuildFunction = `
  CREATE FUNCTION rebuild_dossier_tally() RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    LOCK TABLE dossier IN SHARE MODE;
    -- Nor may anybody merge: sums that are added while the rows are deleted would stay.
    PERFORM pg_advisory_xact_lock(hashtext('dossier_tally'));
    DELETE FROM dossier_tally;
    ${insertInto} ${tallyOf("SELECT 1 AS sign, * FROM dossier")};
  END $$;
  CREATE FUNCTION rebuild_dossier_tally_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM rebuild_dossier_tally();
    RETURN NULL;
  END $$`;

/** Every tally that differs from what the dossiers themselves say; none, ever, unless something is broken. */
const driftFunction = `
  CREATE FUNCTION dossier_tally_drift() RETURNS TABLE (cuboid smallint, day date, keys text, kept bigint[], counted bigint[])
  LANGUAGE sql STABLE AS $$
    WITH kept AS (
      SELECT cuboid, day, concat_ws('|', ${dimensions.map((name) => `coalesce(${name}::text, '-')`).join(", ")}) AS keys,
        ARRAY[${counts.map(([name]) => `sum(${name})::bigint`).join(", ")}] AS counts
      FROM dossier_tally GROUP BY cuboid, day, ${dimensions.join(", ")}
      HAVING ROW(${counts.map(([name]) => `sum(${name})`).join(", ")}) <> ROW(${counts.map(() => "0").join(", ")})
    ), counted AS (
      SELECT cuboid, day, concat_ws('|', ${dimensions.map((name) => `coalesce(${name}::text, '-')`).join(", ")}) AS keys,
        ARRAY[${counts.map(([name]) => `${name}::bigint`).join(", ")}] AS counts
      FROM (${tallyOf("SELECT 1 AS sign, * FROM dossier")}) AS tally
    )
    SELECT cuboid, day, keys, kept.counts, counted.counts FROM kept FULL JOIN counted USING (cuboid, day, keys)
    WHERE kept.counts IS DISTINCT FROM counted.counts
  $$`;

/** A procedure's field is part of the tallies: one that moves to another field takes its dossiers along. */
const triggers = `
  CREATE TRIGGER dossier_tally_insert AFTER INSERT ON dossier REFERENCING NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION count_dossier_change();
  CREATE TRIGGER dossier_tally_update AFTER UPDATE ON dossier
    REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION count_dossier_change();
  CREATE TRIGGER dossier_tally_delete AFTER DELETE ON dossier REFERENCING OLD TABLE AS before_change
    FOR EACH STATEMENT EXECUTE FUNCTION count_dossier_change();
  CREATE TRIGGER dossier_tally_truncate AFTER TRUNCATE ON dossier
    FOR EACH STATEMENT EXECUTE FUNCTION count_dossier_change();
  CREATE TRIGGER dossier_tally_field AFTER UPDATE OF field_code ON procedure
    FOR EACH STATEMENT EXECUTE FUNCTION rebuild_dossier_tally_at_once()`;
