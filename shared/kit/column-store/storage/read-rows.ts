import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import sql, { type Sql } from "sql-template-tag";
import type { DataSource } from "typeorm";
import { type LogState, logState, pendingChanges } from "../../../database/change-log/pending-changes";
import type { Database } from "../../../database/database";
import { type Cube, keyDimensionsOf } from "../../cube/cube";
import { all } from "../../filter/conditions";
import { BinaryCopyReader } from "./binary-copy";
import type { Layout } from "./layout";
import type { RowWriter } from "./row-writer";
import type { StoredRow } from "./stored-row";

/** What has changed of a cube's rows since a snapshot. */
export interface RowChanges extends LogState {
  /** Whether the log says of some table no more than that it was emptied. */
  isAll: boolean;
  /** The ids of rows that changed, came or went; null when they are more than `mostRows`. */
  ids: string[] | null;
  /** Those of them that there are. */
  rows: StoredRow[];
}

/** So many changed rows are read by the query that finds them; more are read by COPY, while it goes on. */
export const mostRows = 2_000;

/**
 * Reads what has changed since a snapshot, with the rows as they are now, in one statement. Mostly nothing has, and to
 * find that out takes a tenth of the time of planning for rows of many partitions: so that is read first.
 */
export async function readChanges(
  database: Database,
  cube: Cube,
  layout: Layout,
  snapshot: string,
): Promise<RowChanges> {
  const { rows } = cube;
  const unseen = pendingChanges(snapshot, relationsOf(cube));
  const state = await database.row<LogState & { relations: string[] }>(sql`
    SELECT ${logState(snapshot)}, ARRAY(SELECT DISTINCT relation FROM (${unseen}) AS change) AS relations`);
  // What another table changed since is brought with what is too much for this statement.
  const relations = state.relations.length === 0 ? [] : [rows.relation, ...state.relations];
  if (relations.length === 0) return { ...state, isAll: false, ids: [], rows: [] };
  const row = await database.row<RowChanges>(sql`
    WITH change AS MATERIALIZED (${unseen}),
      few AS MATERIALIZED (
        SELECT coalesce(sum(size), 0) <= ${mostRows} AND coalesce(bool_and(relation = ANY(${relations}::text[])), TRUE) AS so
        FROM change),
      changed AS MATERIALIZED (SELECT id FROM (${changedIds(cube, relations)}) AS one WHERE (SELECT so FROM few) LIMIT ${mostRows + 1}),
      counted AS MATERIALIZED (SELECT (SELECT so FROM few) AND count(*) <= ${mostRows} AS so FROM changed)
    SELECT ${logState(snapshot)},
      EXISTS (SELECT FROM change WHERE keys IS NULL) AS "isAll",
      (SELECT CASE WHEN so THEN ARRAY(SELECT id::text FROM changed) END FROM counted) AS ids,
      (SELECT coalesce(json_agg(r), '[]') FROM (
        SELECT ${layout.selection}, ${rows.id}::text AS "idText" FROM ${rows.joined}
        WHERE (SELECT so FROM counted) AND ${rows.id} = ANY (ARRAY(SELECT id FROM changed))) AS r) AS rows`);
  // A JSON number may be too small for a bigint.
  return { ...row, rows: row.rows.map((one) => ({ ...one, id: String(one.idText) })) };
}

function relationsOf({ rows }: Cube): string[] {
  return [rows.relation, ...Object.keys(rows.follows ?? {})];
}

/** A SELECT of the ids in the log's rows in `change` that are of some tables. */
function changedIds(cube: Cube, relations: readonly string[] = relationsOf(cube)): Sql {
  const { rows } = cube;
  const keysOf = (relation: string) =>
    sql`SELECT unnest(keys) AS key FROM change WHERE relation = ${relation}`;
  const followed = Object.entries(rows.follows ?? {}).filter(([relation]) => relations.includes(relation));
  const followedSql = followed.map(
    ([relation, within]) => sql`
      UNION SELECT ${rows.id} FROM ${rows.from}
      WHERE ${within(sql`ARRAY(${keysOf(relation)})`)} AND EXISTS (SELECT FROM change WHERE relation = ${relation})`,
  );
  return followedSql.reduce(
    (ids, more) => sql`${ids} ${more}`,
    sql`SELECT key::bigint AS id FROM (${keysOf(rows.relation)}) AS changed`,
  );
}

/** A snapshot of the database from which rows are read by COPY, while requests go on and for as long as it takes. */
export interface Reading {
  snapshot: string;
  epoch: string;
  /** Writes all rows behind those of a table, or those alone that have changed since a snapshot; gives how many. */
  copy(writer: RowWriter, since?: string): Promise<number>;
  /** Keys that rows are likely to have, in order, by dimension. */
  members(): Promise<Record<string, string[]>>;
  /** The ids of all that have changed since a snapshot. */
  changedSince(snapshot: string): Promise<string[]>;
}

export async function readAtSnapshot<Result>(
  dataSource: DataSource,
  cube: Cube,
  layout: Layout,
  work: (reading: Reading) => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  const client: PoolClient = await runner.connect();
  const run = <Row extends object>(statement: Sql): Promise<Row[]> =>
    runner.query(statement.text, statement.values) as Promise<Row[]>;
  try {
    await run(sql`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`);
    await run(sql`SET LOCAL statement_timeout = 0`);
    await run(sql`SET LOCAL idle_in_transaction_session_timeout = 0`);
    const [snapshot] = await run<{ snapshot: string; epoch: string | null }>(
      sql`SELECT pg_current_snapshot()::text AS snapshot, current_change_epoch() AS epoch`,
    );
    if (!snapshot || snapshot.epoch === null)
      throw new Error("Expected a change epoch of this server; there is none.");
    const changed = (snapshot: string) => sql`
      WITH change AS MATERIALIZED (${pendingChanges(snapshot, relationsOf(cube))}) ${changedIds(cube)}`;
    const result = await work({
      ...{ snapshot: snapshot.snapshot, epoch: snapshot.epoch },
      members: async () => {
        const found: Record<string, string[]> = {};
        for (const [name, dimension] of keyDimensionsOf(cube)) {
          const members = "members" in dimension ? dimension.members : undefined;
          if (!members) continue;
          const keys = await run<{ key: string }>(
            sql`SELECT DISTINCT key FROM (${members}) AS member (key) WHERE key IS NOT NULL`,
          );
          found[name] = keys.map(({ key }) => key).toSorted();
        }
        return found;
      },
      changedSince: async (snapshot) => (await run<{ id: string }>(changed(snapshot))).map(({ id }) => id),
      copy: async (writer, since) => {
        const before = writer.rows;
        // COPY takes no parameters; what these statements have are constants of the program and a snapshot.
        const where = since === undefined ? sql`TRUE` : sql`${cube.rows.id} IN (${changed(since)})`;
        const statement = sql`COPY (SELECT ${layout.selection} FROM ${cube.rows.joined} WHERE ${all([where])}) TO STDOUT (FORMAT binary)`;
        const reader = new BinaryCopyReader(layout.selected.length, (one) => writer.add(one));
        await pipeline(client.query(copyTo(inlined(statement, client))), reader, nothing());
        writer.end();
        return writer.rows - before;
      },
    });
    await run(sql`COMMIT`);
    return result;
  } catch (error) {
    await run(sql`ROLLBACK`).catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

/** A statement with its parameters written out. */
function inlined({ text, values }: Sql, client: PoolClient): string {
  return text.replace(/\$(\d+)/g, (_, number) => {
    const value = values[Number(number) - 1];
    const texts = Array.isArray(value) ? value.map((one) => client.escapeLiteral(String(one))) : undefined;
    return texts ? `ARRAY[${texts.join(", ")}]` : client.escapeLiteral(String(value));
  });
}

function nothing(): Writable {
  return new Writable({ objectMode: true, write: (_chunk, _encoding, done) => done() });
}
