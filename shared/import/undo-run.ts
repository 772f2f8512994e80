import sql, { raw } from "sql-template-tag";
import { type DataSource, QueryFailedError } from "typeorm";
import { today } from "../base/clock/calendar-day";
import type { Clock } from "../base/clock/clock";
import { GraphError } from "../base/errors/graph-error";
import { Database } from "../database/database";
import { setTransactionDay } from "../database/transaction-day";
import { mayWriteFor } from "../http/identity/require-organization";
import { requireRole } from "../http/identity/require-role";
import type { Viewer } from "../http/identity/viewer";
import type { ImportDefinition } from "./definition/import-definition";
import type { RecordImport } from "./take-rows";
import { keyOf } from "./undo-images";

export interface UndoOptions {
  imports: readonly ImportDefinition[];
  /** Number of the run. */
  run: string;
  dataSource: DataSource;
  viewer: Viewer;
  clock: Clock;
  record: RecordImport;
}

interface Run {
  name: string;
  file: string;
  actor: string;
  organization: string | null;
  isUndoable: boolean;
  undoneAt: Date | null;
}

/**
 * Takes back what a run has changed, all of it or nothing: rows that it added go, rows that it changed or took out come back
 * as they were. Refused when one of them is no longer as the run left it, or when another row stands on one.
 * @returns how many rows of tables were taken back.
 * @throws GraphError NOT_FOUND, FORBIDDEN, ILLEGAL_CHANGE.
 */
export async function undoRun(options: UndoOptions): Promise<number> {
  const { dataSource, clock, viewer, record } = options;
  requireRole(viewer, ["editor", "admin"], "undoing an import");
  return dataSource.transaction(async (manager) => {
    const database = new Database(manager);
    await database.rows(sql`
      SELECT set_config(name, '0', true) FROM unnest(ARRAY['statement_timeout', 'lock_timeout']) AS name`);
    const run = await lockRun(database, options);
    await setTransactionDay(database, today(clock));
    // Tables that are only ever added to let an import's own rows go, and nothing else.
    await database.rows(sql`SELECT set_config('graph.undoing_import', ${options.run}, true)`);
    const changes = await takeBack(database, options.run);
    await database.rows(sql`
      UPDATE import_run SET undone_at = ${clock.now()}, undone_by = ${viewer.subject ?? ""} WHERE id = ${options.run}`);
    await database.rows(sql`DELETE FROM import_change WHERE run_id = ${options.run}`);
    await record(database, { name: `${run.name} undone`, viewer, details: { run: options.run, changes } });
    return changes;
  });
}

async function lockRun(database: Database, { imports, run: id, viewer }: UndoOptions): Promise<Run> {
  const [run] = await database.rows<Run>(sql`
    SELECT name, file, actor, organization, undoable AS "isUndoable", undone_at AS "undoneAt"
    FROM import_run WHERE id = ${id} FOR UPDATE`);
  const isOwn =
    run !== undefined &&
    (run.organization === null ? viewer.role === "admin" : mayWriteFor(viewer, [run.organization]));
  if (!run || !isOwn || !imports.some(({ name }) => name === run.name)) {
    throw new GraphError("NOT_FOUND", `Expected the number of a run that you may undo; got ${id}.`);
  }
  if (run.undoneAt) throw new GraphError("ILLEGAL_CHANGE", `The run ${id} was undone already.`);
  if (!run.isUndoable) {
    const why = "its import keeps every revision, the file was large, or 30 days have passed";
    throw new GraphError(
      "ILLEGAL_CHANGE",
      `The run ${id} cannot be undone: ${why}. Import the right rows instead.`,
    );
  }
  await database.rows(sql`SELECT pg_advisory_xact_lock(hashtext('import'), hashtext(${run.name}))`);
  return run;
}

/** New rows go first, children before parents; then what was changed or gone comes back, parents first. */
async function takeBack(database: Database, run: string): Promise<number> {
  const tables = await database.rows<ChangedTable>(sql`
    SELECT place, table_name AS table, bool_or(before IS NULL) AS "hasAdded", bool_or(before IS NOT NULL) AS "hasChanged"
    FROM import_change WHERE run_id = ${run} GROUP BY place, table_name ORDER BY place`);
  let changes = 0;
  try {
    for (const one of tables.toReversed()) await refuseBuiltOn(database, run, one);
    // Not of tables without such rows: some refuse the mere statement.
    for (const one of tables.toReversed()) if (one.hasAdded) changes += await removeRows(database, run, one);
    for (const one of tables) if (one.hasChanged) changes += await restoreRows(database, run, one);
  } catch (error) {
    // 23503: a row of another table stands on one that would go.
    if (error instanceof QueryFailedError && Reflect.get(error.driverError, "code") === "23503") {
      const table = String(Reflect.get(error.driverError, "table"));
      throw new GraphError(
        "ILLEGAL_CHANGE",
        `The run ${run} cannot be undone: others have built on it (${table}).`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
  return changes;
}

interface ChangedTable {
  place: number;
  table: string;
  /** Whether the run added rows, and whether it changed some or took them out. */
  hasAdded: boolean;
  hasChanged: boolean;
}

/** Rows that are no longer as the run has left them were changed by somebody since. */
async function refuseBuiltOn(database: Database, run: string, { place, table }: ChangedTable): Promise<void> {
  const key = await keyOf(database, table);
  const changed = await database.rows<{ key: string }>(sql`
    SELECT c.key::text AS key FROM import_change c
    LEFT JOIN (SELECT jsonb_build_array(${key}) AS key, to_jsonb(t) AS image FROM ${raw(table)} AS t
      WHERE jsonb_build_array(${key}) IN (SELECT key FROM import_change WHERE run_id = ${run} AND place = ${place})
      FOR UPDATE) AS now ON now.key = c.key
    WHERE c.run_id = ${run} AND c.place = ${place} AND md5(now.image::text) IS DISTINCT FROM c.after_hash
    LIMIT 5`);
  if (changed.length === 0) return;
  const keys = changed.map((row) => row.key).join(", ");
  throw new GraphError(
    "ILLEGAL_CHANGE",
    `The run ${run} cannot be undone: others have built on it, as on ${table} ${keys}.`,
  );
}

async function removeRows(database: Database, run: string, { place, table }: ChangedTable): Promise<number> {
  const key = await keyOf(database, table);
  const { count } = await database.row<{ count: number }>(sql`
    WITH gone AS (
      DELETE FROM ${raw(table)} AS t WHERE jsonb_build_array(${key}) IN (
        SELECT key FROM import_change WHERE run_id = ${run} AND place = ${place} AND before IS NULL)
      RETURNING 1)
    SELECT count(*)::int AS count FROM gone`);
  return count;
}

async function restoreRows(database: Database, run: string, { place, table }: ChangedTable): Promise<number> {
  const key = await keyOf(database, table);
  const columns = await database.rows<{ name: string }>(sql`
    SELECT attname AS name FROM pg_attribute
    WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`);
  const names = raw(columns.map(({ name }) => `"${name}"`).join(", "));
  const values = raw(columns.map(({ name }) => `old."${name}"`).join(", "));
  const old = sql`
    SELECT c.key, old.* FROM import_change c, jsonb_populate_record(NULL::${raw(table)}, c.before) AS old
    WHERE c.run_id = ${run} AND c.place = ${place} AND c.before IS NOT NULL`;
  const { count } = await database.row<{ count: number }>(sql`
    WITH old AS MATERIALIZED (${old}), changed AS (
      UPDATE ${raw(table)} AS t SET (${names}) = ROW(${values}) FROM old WHERE jsonb_build_array(${key}) = old.key
      RETURNING old.key
    ), back AS (
      INSERT INTO ${raw(table)} (${names}) OVERRIDING SYSTEM VALUE
      SELECT ${values} FROM old WHERE NOT EXISTS (
        SELECT FROM import_change c WHERE c.run_id = ${run} AND c.place = ${place} AND c.key = old.key AND c.after_hash IS NOT NULL)
      RETURNING 1)
    SELECT ((SELECT count(*) FROM changed) + (SELECT count(*) FROM back))::int AS count`);
  return count;
}
