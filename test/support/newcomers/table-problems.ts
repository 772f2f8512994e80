import sql from "sql-template-tag";
import type { Cube } from "../../../shared/kit/cube/cube";
import type { TestSubgraph } from "../subgraph/subgraph-harness";

/** What tables get wrong: keys without an index, rows without an origin. */
export async function tableProblems({ database }: TestSubgraph): Promise<string[]> {
  const keys = await database.rows<{ table: string; column: string }>(sql`
    SELECT c.conrelid::regclass::text AS table, a.attname AS column
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.conparentid = 0 AND NOT EXISTS (
      SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])
    ORDER BY 1, 2`);
  return keys.map(
    ({ table, column }) =>
      `${table}.${column} has no index, so all rows are read for each key that leads to it. Write CREATE INDEX ${table}_${column}_idx ON ${table} (${column}) into the baseline, and @Index() above the column.`,
  );
}

/**
 * Cubes with a column store that nobody tells of changes: their statistics would go on being those of before, in silence.
 */
export async function unwatchedCubes({ database }: TestSubgraph, cubes: readonly Cube[]): Promise<string[]> {
  const watched = await database.rows<{ table: string }>(sql`
    SELECT DISTINCT t.tgrelid::regclass::text AS table FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE p.proname = 'log_change'`);
  const tables = new Set(watched.map(({ table }) => table));
  return cubes.flatMap(({ name, rows: { relation, follows = {} } }) =>
    [relation, ...Object.keys(follows)]
      .filter((table) => !tables.has(table))
      .map(
        (table) =>
          `Statistics of ${name} are kept in a column store that never hears of changes of ${table}. Write SELECT watch_changes('${table}', …) into the baseline, or take the cube out of \`cubes\` of subgraph.ts: then rows are counted as they are.`,
      ),
  );
}

/** Tables of a sector's own rows that do not say where a row came from. */
export async function unmarkedTables(
  { database }: TestSubgraph,
  tables: readonly string[],
): Promise<string[]> {
  const rows = await database.rows<{ table: string }>(sql`
    SELECT name AS table FROM unnest(${tables}::text[]) AS t (name) WHERE NOT EXISTS (
      SELECT FROM information_schema.columns c WHERE c.table_name = name AND c.column_name = 'origin') ORDER BY 1`);
  return rows.map(
    ({ table }) =>
      `${table} does not say where its rows came from. Give it a column origin of DataOrigin, SYNTHETIC for what a seed makes up.`,
  );
}
