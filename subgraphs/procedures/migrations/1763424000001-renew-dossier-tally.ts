import type { MigrationInterface, QueryRunner } from "typeorm";
import { AddDossierTally1763251200001 } from "./1763251200001-add-dossier-tally";
import { countNames, dimensions, type Root } from "./tally-of-2026-11/roots";
import {
  columns,
  factsOf,
  inMemory,
  insertInto,
  keyList,
  notZero,
  pendingOf,
  sums,
  sumsOf,
  tallyOf,
  tallyOfRows,
} from "./tally-of-2026-11/tally-sql";

/**
 * Counts of dossiers that are kept beside them, by more sets of keys than before and in less time: whole numbers of
 * four bytes, whose sums PostgreSQL makes without its decimal arithmetic; and rows of change in a table of their
 * own, so that putting them to the rest rewrites only the days that they touch. And `dossier_pending`, what is
 * counted of each pending dossier, in one small table: a plan over every month's partition takes longer to make than
 * the count itself.
 */
export class RenewDossierTally1763424000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER dossier_tally_field ON procedure;
      DROP FUNCTION count_dossier_change, rebuild_dossier_tally_at_once, dossier_tally_drift, rebuild_dossier_tally,
        merge_dossier_tally;
      DROP TABLE dossier_tally`);
    await runner.query(`
      CREATE TABLE dossier_tally (${columns});
      CREATE TABLE dossier_tally_change (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT dossier_tally_change_pkey PRIMARY KEY, ${columns});
      CREATE INDEX dossier_tally_change_key_set_idx ON dossier_tally_change (key_set);
      CREATE TABLE dossier_pending (
        dossier_id bigint NOT NULL CONSTRAINT dossier_pending_pkey PRIMARY KEY,
        due_at timestamptz NOT NULL,
        day date NOT NULL,
        organization_code text NOT NULL,
        unit_code text,
        procedure_code text NOT NULL,
        field_code text NOT NULL,
        channel dossier_channel NOT NULL,
        applicant applicant_kind NOT NULL,
        status dossier_status NOT NULL);
      CREATE INDEX dossier_pending_deadline_idx ON dossier_pending (due_at)`);
    await runner.query(tallyIndexes);
    await runner.query(changeFunction);
    await runner.query(mergeFunction);
    await runner.query(rebuildFunction);
    await runner.query(driftFunction("(TABLE dossier_pending)"));
    await runner.query(triggers);
    await runner.query("SELECT rebuild_dossier_tally()");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER dossier_tally_field ON procedure;
      DROP FUNCTION count_dossier_change, rebuild_dossier_tally_at_once CASCADE;
      DROP FUNCTION dossier_tally_drift, rebuild_dossier_tally, merge_dossier_tally;
      DROP TABLE dossier_tally, dossier_tally_change, dossier_pending`);
    await new AddDossierTally1763251200001().up(runner);
  }
}

/** The first for whole sets and ranges of days; the others for what is of one organization, unit or procedure. */
const tallyIndexes = `
  CREATE INDEX dossier_tally_key_set_day_idx ON dossier_tally (key_set, day);
  CREATE INDEX dossier_tally_organization_idx ON dossier_tally (key_set, organization_code, day)
    WHERE organization_code IS NOT NULL;
  CREATE INDEX dossier_tally_unit_idx ON dossier_tally (key_set, unit_code, day) WHERE unit_code IS NOT NULL;
  CREATE INDEX dossier_tally_procedure_idx ON dossier_tally (key_set, procedure_code, day)
    WHERE procedure_code IS NOT NULL`;

/*
 * Rows of change are only ever added: two who change dossiers at once wait for nobody, and cannot deadlock. A tally
 * is the sum of its rows. So that these do not grow without end, who adds another 100,000th puts them to the rest.
 * What an import adds goes there at once, beside the rows of the same keys, until changes of those days come.
 */
export const changeFunction = `
  CREATE FUNCTION count_dossier_change() RETURNS trigger LANGUAGE plpgsql ${inMemory} AS $$
  DECLARE
    added bigint;
    last bigint;
  BEGIN
    IF TG_OP = 'TRUNCATE' THEN
      DELETE FROM dossier_tally;
      DELETE FROM dossier_tally_change;
      DELETE FROM dossier_pending;
      RETURN NULL;
    END IF;
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
      DELETE FROM dossier_pending USING before_change b WHERE dossier_id = b.id;
    END IF;
    IF TG_OP IN ('UPDATE', 'INSERT') THEN
      INSERT INTO dossier_pending ${pendingOf("after_change")};
    END IF;
    IF TG_OP = 'INSERT' THEN
      IF (SELECT count(*) FROM after_change) >= 20000 THEN
        ${insertInto("dossier_tally")} ${tallyOfRows("SELECT 1 AS sign, * FROM after_change")};
        RETURN NULL;
      END IF;
      ${insertInto("dossier_tally_change")} ${tallyOfRows("SELECT 1 AS sign, * FROM after_change")};
    ELSIF TG_OP = 'DELETE' THEN
      ${insertInto("dossier_tally_change")} ${tallyOfRows("SELECT -1 AS sign, * FROM before_change")};
    ELSE
      ${insertInto("dossier_tally_change")}
      ${tallyOfRows("SELECT 1 AS sign, * FROM after_change UNION ALL SELECT -1, * FROM before_change")};
    END IF;
    GET DIAGNOSTICS added = ROW_COUNT;
    IF added > 0 THEN
      last = currval(pg_get_serial_sequence('dossier_tally_change', 'id'));
      IF last / 100000 > (last - added) / 100000 THEN PERFORM merge_dossier_tally(); END IF;
    END IF;
    RETURN NULL;
  END $$`;

/*
 * Makes one row of all rows of a key, for the days that have rows of change. What it deletes it adds again as sums
 * in one statement, of which others see all or nothing. Of two at once one gives up, for the other is at it.
 */
const mergeFunction = `
  CREATE FUNCTION merge_dossier_tally() RETURNS void LANGUAGE sql AS $$
    WITH allowed AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('dossier_tally')) AS so),
    changed AS (DELETE FROM dossier_tally_change WHERE (SELECT so FROM allowed) RETURNING *),
    slices AS MATERIALIZED (SELECT DISTINCT key_set, coalesce(day, 'infinity') AS day FROM changed),
    kept AS (DELETE FROM dossier_tally t USING slices s
      WHERE t.key_set = s.key_set AND coalesce(t.day, 'infinity') = s.day RETURNING t.*)
    ${insertInto("dossier_tally")}
    SELECT ${keyList}, ${sumsOf}
    FROM (SELECT ${keyList}, ${countNames.join(", ")} FROM changed
      UNION ALL SELECT ${keyList}, ${countNames.join(", ")} FROM kept) AS rows
    GROUP BY ${keyList} ${notZero} ORDER BY key_set, day
  $$`;

/*
 * Counts all dossiers anew. It keeps writers out meanwhile: what they add could be counted twice, or not at all.
 * The roots are made side by side, each whole by one process: PostgreSQL does so for the rows of a new table, where
 * these come from a table that is not temporary and not worth being read in parts.
 */
export const rebuildFunction = `
  CREATE FUNCTION rebuild_dossier_tally() RETURNS void LANGUAGE plpgsql ${inMemory}
    SET parallel_setup_cost = 0 SET parallel_tuple_cost = 0 AS $$
  BEGIN
    LOCK TABLE dossier IN SHARE MODE;
    -- Nor may anybody merge: sums that are added while the rows are deleted would stay.
    PERFORM pg_advisory_xact_lock(hashtext('dossier_tally'));
    EXECUTE $sql$ CREATE UNLOGGED TABLE dossier_fact AS ${factsOf("SELECT 1 AS sign, * FROM dossier")} $sql$;
    PERFORM set_config('min_parallel_table_scan_size', '1TB', TRUE);
    EXECUTE $sql$ CREATE TEMPORARY TABLE dossier_counted ON COMMIT DROP AS ${tallyOf("dossier_fact")} $sql$;
    DELETE FROM dossier_tally;
    DELETE FROM dossier_tally_change;
    ${insertInto("dossier_tally")}
    SELECT ${keyList}, ${countNames.join(", ")} FROM dossier_counted ORDER BY key_set, day;
    DROP TABLE dossier_counted, dossier_fact;
    DELETE FROM dossier_pending;
    INSERT INTO dossier_pending ${pendingOf("dossier")};
  END $$;
  CREATE FUNCTION rebuild_dossier_tally_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM rebuild_dossier_tally();
    RETURN NULL;
  END $$`;

const keyText = `concat_ws('|', ${["day", ...dimensions].map((name) => `coalesce(${name}::text, '-')`).join(", ")})`;

/** Every tally that differs from what the dossiers themselves say; none, ever, unless something is broken. */
export const driftFunction = (pending: string, of?: readonly Root[]) => `
  CREATE OR REPLACE FUNCTION dossier_tally_drift()
  RETURNS TABLE (key_set smallint, day date, keys text, kept bigint[], counted bigint[])
  LANGUAGE sql STABLE AS $$
    WITH kept AS (
      SELECT key_set, day, ${keyText} AS keys, ARRAY[${sums}]::bigint[] AS counts
      FROM (SELECT ${keyList}, ${countNames.join(", ")} FROM dossier_tally
        UNION ALL SELECT ${keyList}, ${countNames.join(", ")} FROM dossier_tally_change) AS rows
      GROUP BY ${keyList} ${notZero}
    ), counted AS (
      SELECT key_set, day, ${keyText} AS keys, ARRAY[${countNames.join(", ")}]::bigint[] AS counts
      FROM (${tallyOfRows("SELECT 1 AS sign, * FROM dossier", of)}) AS tally
    )
    SELECT coalesce(k.key_set, c.key_set), coalesce(k.day, c.day), coalesce(k.keys, c.keys), k.counts, c.counts
    FROM kept k FULL JOIN counted c ON k.key_set = c.key_set AND k.keys = c.keys
    WHERE k.counts IS DISTINCT FROM c.counts
    UNION ALL
    SELECT 0::smallint, day, 'pending dossier ' || dossier_id, NULL, NULL FROM (
      (${pending} EXCEPT ${pendingOf("dossier")})
      UNION ALL (${pendingOf("dossier")} EXCEPT ${pending})) AS strayed (dossier_id, due_at, day)
  $$`;

/** A procedure's field is part of the tallies: one that moves to another field takes its dossiers along. */
export const triggers = `
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
