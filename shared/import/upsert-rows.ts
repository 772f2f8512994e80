import sql, { join, raw, type Sql } from "sql-template-tag";
import type { ImportCounts, StagedRows } from "./definition/import-definition";

/** A table whose rows are known by one key, and where each of its columns comes from. Names are of the code alone. */
export interface UpsertTarget {
  table: string;
  /** Column of the table that names a row, and the staged one that it comes from. */
  key: [column: string, staged: string];
  /** Columns of the table by the staged column that they come from; a staged column that is text may need a cast. */
  columns: Readonly<Record<string, { column: string; cast?: string; from?: Sql }>>;
  /** What every written row gets besides, such as its origin. */
  always: Readonly<Record<string, Sql>>;
}

/**
 * Adds the staged rows `s` that are not there and changes those that differ. A column that the file lacks stays as it is
 * there; a row that is equal to the existing one is not written, and its origin stays.
 */
export async function upsertRows(
  { database, table, given }: StagedRows,
  { table: target, key: [keyColumn, stagedKey], columns, always }: UpsertTarget,
): Promise<ImportCounts> {
  const own = Object.entries(columns).filter(([staged]) => given.has(staged));
  const names = own.map(([, { column }]) => raw(column));
  const values = own.map(([staged, { cast, from }]) => {
    const value = from ?? raw(`s."${staged}"`);
    return cast === undefined ? value : sql`(${value})::${raw(cast)}`;
  });
  const extras = Object.entries(always);
  const old = join(names.map((name) => sql`t.${name}`));
  const wanted = join(names.map((name) => sql`excluded.${name}`));
  const set = [...names, ...extras.map(([column]) => raw(column))].map(
    (name) => sql`${name} = excluded.${name}`,
  );
  return database.row<ImportCounts>(sql`
    WITH written AS (
      INSERT INTO ${raw(target)} AS t (${join([raw(keyColumn), ...names, ...extras.map(([column]) => raw(column))])})
      SELECT ${join([raw(`s."${stagedKey}"`), ...values, ...extras.map(([, value]) => value)])} FROM ${table} AS s
      ORDER BY 1
      ON CONFLICT (${raw(keyColumn)}) DO UPDATE SET ${join(set)} WHERE (${old}) IS DISTINCT FROM (${wanted})
      RETURNING (xmax = 0) AS is_new)
    SELECT (count(*) FILTER (WHERE is_new))::int AS inserted, (count(*) FILTER (WHERE NOT is_new))::int AS changed,
      (SELECT count(*)::int FROM ${table}) - count(*)::int AS unchanged
    FROM written`);
}
