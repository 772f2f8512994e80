import { countNames, type Root } from "./roots";
import { inMemory, insertInto, keyList, pendingOf, tallyOfRows } from "./tally-sql";

/*
 * The functions that keep the tallies since the migration 1763683200001, given what a table of facts holds and how it
 * is counted. None of the SQL may change any more.
 */

type FactsOf = (rows: string) => string;
type TallyOf = (facts: string) => string;

/*
 * Adds the tally of the table `dossier_fact`, which its caller makes, and drops that table. The roots are made side by
 * side, each whole by one process: PostgreSQL does so for the rows of a new table, where these come from a table that
 * is not temporary and not worth being read in parts.
 */
export const tallyFactsFunction = (tallyOf: TallyOf) => `
  CREATE OR REPLACE FUNCTION tally_dossier_facts() RETURNS void LANGUAGE plpgsql ${inMemory}
    SET parallel_setup_cost = 0 SET parallel_tuple_cost = 0 SET min_parallel_table_scan_size = '1TB' AS $$
  BEGIN
    EXECUTE $sql$ CREATE TEMPORARY TABLE dossier_counted ON COMMIT DROP AS ${tallyOf("dossier_fact")} $sql$;
    ${insertInto("dossier_tally")}
    SELECT ${keyList}, ${countNames.join(", ")} FROM dossier_counted ORDER BY key_set, day;
    DROP TABLE dossier_counted, dossier_fact;
  END $$`;

/** What counts rows that come or go, and what is done when they are counted. */
interface Counting {
  tally: (rows: string) => string;
  declared: string;
  merge: string;
}

const mergedByWriters: Counting = {
  tally: (rows) => tallyOfRows(rows),
  declared: `
    added bigint;
    last bigint;`,
  merge: `
    GET DIAGNOSTICS added = ROW_COUNT;
    IF added > 0 THEN
      last = currval(pg_get_serial_sequence('dossier_tally_change', 'id'));
      IF last / 100000 > (last - added) / 100000 THEN PERFORM merge_dossier_tally(); END IF;
    END IF;`,
};

/** Since the migration 1764288000001 the subgraph puts rows of change to the rest, beside its requests. */
export const mergedByTheWay = (of: readonly Root[]): Counting => ({
  tally: (rows) => tallyOfRows(rows, of),
  declared: "",
  merge: "",
});

/*
 * Rows of change are only ever added: two who change dossiers at once wait for nobody, and cannot deadlock. A tally
 * is the sum of its rows. So that these do not grow without end, who adds another 100,000th puts them to the rest.
 * What a statement changes of twenty thousand dossiers or more goes there at once, counted by all cores, beside the
 * rows of the same keys, until smaller changes of those days come. Two such statements wait for each other, by the
 * name of the table of facts.
 */
export const changeFunction = (factsOf: FactsOf, { tally, declared, merge } = mergedByWriters) => `
  CREATE OR REPLACE FUNCTION count_dossier_change() RETURNS trigger LANGUAGE plpgsql ${inMemory} AS $$
  DECLARE
    many bigint;${declared}
  BEGIN
    IF TG_OP = 'TRUNCATE' THEN
      DELETE FROM dossier_tally;
      DELETE FROM dossier_tally_change;
      DELETE FROM dossier_pending;
      RETURN NULL;
    END IF;
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
      DELETE FROM dossier_pending USING before_change b WHERE dossier_id = b.id;
      many = (SELECT count(*) FROM before_change);
    END IF;
    IF TG_OP IN ('UPDATE', 'INSERT') THEN
      INSERT INTO dossier_pending ${pendingOf("after_change")};
      many = (SELECT count(*) FROM after_change);
    END IF;
    IF many >= 20000 THEN
      CASE TG_OP
        WHEN 'INSERT' THEN EXECUTE $sql$ CREATE UNLOGGED TABLE dossier_fact AS ${factsOf("SELECT 1 AS sign, * FROM after_change")} $sql$;
        WHEN 'DELETE' THEN EXECUTE $sql$ CREATE UNLOGGED TABLE dossier_fact AS ${factsOf("SELECT -1 AS sign, * FROM before_change")} $sql$;
        WHEN 'UPDATE' THEN EXECUTE $sql$ CREATE UNLOGGED TABLE dossier_fact AS ${factsOf("SELECT 1 AS sign, * FROM after_change UNION ALL SELECT -1, * FROM before_change")} $sql$;
      END CASE;
      PERFORM tally_dossier_facts();
      RETURN NULL;
    END IF;
    CASE TG_OP
      WHEN 'INSERT' THEN ${insertInto("dossier_tally_change")} ${tally("SELECT 1 AS sign, * FROM after_change")};
      WHEN 'DELETE' THEN ${insertInto("dossier_tally_change")} ${tally("SELECT -1 AS sign, * FROM before_change")};
      WHEN 'UPDATE' THEN
        ${insertInto("dossier_tally_change")}
        ${tally("SELECT 1 AS sign, * FROM after_change UNION ALL SELECT -1, * FROM before_change")};
    END CASE;${merge}
    RETURN NULL;
  END $$`;

/** Counts all dossiers anew. It keeps writers out meanwhile: what they add could be counted twice, or not at all. */
export const rebuildFunction = (factsOf: FactsOf) => `
  CREATE OR REPLACE FUNCTION rebuild_dossier_tally() RETURNS void LANGUAGE plpgsql ${inMemory}
    SET parallel_setup_cost = 0 SET parallel_tuple_cost = 0 AS $$
  BEGIN
    LOCK TABLE dossier IN SHARE MODE;
    -- Nor may anybody merge: sums that are added while the rows are deleted would stay.
    PERFORM pg_advisory_xact_lock(hashtext('dossier_tally'));
    DELETE FROM dossier_tally;
    DELETE FROM dossier_tally_change;
    EXECUTE $sql$ CREATE UNLOGGED TABLE dossier_fact AS ${factsOf("SELECT 1 AS sign, * FROM dossier")} $sql$;
    PERFORM tally_dossier_facts();
    DELETE FROM dossier_pending;
    INSERT INTO dossier_pending ${pendingOf("dossier")};
  END $$`;
