import sql, { raw, type Sql } from "sql-template-tag";
import type { Database } from "../database/database";
import type { UndoTable } from "./definition/import-definition";

/** Rows of a file up to which its run can be undone: what was before is kept row by row. */
export const mostUndoable = 20_000;

/** The rows of the tables that an import may touch, as they are before it; locked, so that nobody changes them meanwhile. */
export async function keepBefore(
  database: Database,
  tables: readonly UndoTable[],
  staged: Sql,
): Promise<void> {
  await database.rows(sql`
    CREATE TEMPORARY TABLE undo_before (place integer, key jsonb, image jsonb) ON COMMIT DROP`);
  for (const [place, { table, rows }] of tables.entries()) {
    const key = await keyOf(database, table);
    await database.rows(sql`
      INSERT INTO undo_before
      SELECT ${place}, jsonb_build_array(${key}), to_jsonb(t)
      FROM (SELECT t.* FROM ${raw(table)} AS t WHERE ${rows(staged)} FOR UPDATE) AS t`);
  }
}

/**
 * Keeps what an import has made of these rows: of each that is new, other or gone how it was, and a hash of how it is now.
 * Gives their number.
 */
export async function keepChanges(
  database: Database,
  run: string,
  tables: readonly UndoTable[],
  staged: Sql,
): Promise<number> {
  let changes = 0;
  for (const [place, { table, rows }] of tables.entries()) {
    const key = await keyOf(database, table);
    const { count } = await database.row<{ count: number }>(sql`
      WITH now AS MATERIALIZED (
        SELECT jsonb_build_array(${key}) AS key, to_jsonb(t) AS image FROM ${raw(table)} AS t WHERE ${rows(staged)}
      ), changed AS (
        INSERT INTO import_change (run_id, place, table_name, key, before, after_hash)
        SELECT ${run}, ${place}, ${table}, coalesce(now.key, old.key), old.image, md5(now.image::text)
        FROM now FULL JOIN (SELECT * FROM undo_before WHERE place = ${place}) AS old ON old.key = now.key
        WHERE old.image IS DISTINCT FROM now.image
        RETURNING 1)
      SELECT count(*)::int AS count FROM changed`);
    changes += count;
  }
  return changes;
}

/** Days for which a run can be undone. */
const undoDays = 30;

/** Forgets what runs have changed that are too long ago to be undone. */
export async function forgetOldChanges(database: Database, now: Date): Promise<void> {
  await database.rows(sql`
    WITH old AS (
      UPDATE import_run SET undoable = FALSE
      WHERE undoable AND undone_at IS NULL AND finished_at < ${now}::timestamptz - make_interval(days => ${undoDays})
      RETURNING id)
    DELETE FROM import_change WHERE run_id IN (SELECT id FROM old)`);
}

/** The columns of a table's primary key, of its row `t`. */
export async function keyOf(database: Database, table: string): Promise<Sql> {
  const columns = await database.rows<{ name: string }>(sql`
    SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = ${table}::regclass AND i.indisprimary ORDER BY a.attnum`);
  if (columns.length === 0) throw new Error(`Expected a primary key of ${table}; there is none.`);
  return raw(columns.map(({ name }) => `t."${name}"`).join(", "));
}
