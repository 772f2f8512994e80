import sql, { raw, type Sql } from "sql-template-tag";

import type { ImportDefinition, StagedRows } from "./definition/import-definition";
import type { CellHint } from "./keys/known-names";
import type { ColumnPosition } from "./report/positions";
import type { Problems } from "./report/problems";
import { limits } from "./row/limits";

/**
 * Holds the staged rows against each other and against the database: two rows with one key, and the checks of
 * the definition. Every bad row is reported.
 */
export async function checkStaged(
  definition: ImportDefinition,
  staged: StagedRows,
  problems: Problems,
  positionOf: (key: string) => ColumnPosition | undefined,
  hints: readonly CellHint[] = [],
): Promise<void> {
  const [first = ""] = definition.key;
  const hintOf = (column: string, got: string | null) =>
    hints.find((one) => one.column === column && one.cell === got)?.hint;
  const run = async (column: string, expected: string, find: Sql) => {
    const rows = await staged.database.rows<{
      lines: number[];
      count: number;
      got: string | null;
      hint: string | null;
      rest: number;
    }>(sql`
      SELECT (array_agg(line ORDER BY line))[1:${problems.mostLines}::int] AS lines, count(*)::int AS count, got, hint,
        (count(*) OVER ())::int AS rest
      FROM (SELECT line, got, to_jsonb(bad) ->> 'hint' AS hint FROM (${find}) AS bad) AS told
      GROUP BY got, hint ORDER BY min(line) LIMIT ${limits.shownProblems}`);
    for (const { lines, count, got, hint } of rows) {
      const told = { column: positionOf(column), expected, got: got ?? undefined };
      problems.addGroup({ ...told, lines, count, hint: hint ?? hintOf(column, got) });
    }
    problems.addUnseen((rows[0]?.rest ?? 0) - rows.length);
  };
  if (await hasDuplicates(definition, staged)) {
    const expected = `another ${definition.key.join(", ")} than that of an earlier line`;
    await run(first, expected, findDuplicates(definition, staged));
  }
  for (const { column, expected, find } of definition.checks ?? []) {
    await run(column, expected, find(staged));
  }
}

/** Counting keys takes half of the time of ordering them, and nearly every file has each key once. */
async function hasDuplicates({ key }: ImportDefinition, { database, table }: StagedRows): Promise<boolean> {
  const columns = raw(key.map((column) => `"${column}"`).join(", "));
  const { found } = await database.row<{ found: boolean }>(sql`
    SELECT EXISTS (SELECT FROM ${table} GROUP BY ${columns} HAVING count(*) > 1) AS found`);
  return found;
}

/** Rows whose key an earlier row has; a key that is empty in both is the same. */
function findDuplicates({ key }: ImportDefinition, { table }: StagedRows): Sql {
  const columns = raw(key.map((column) => `"${column}"`).join(", "));
  const shown = raw(key.map((column) => `"${column}"::text`).join(", "));
  return sql`
    SELECT line, got, 'as in line ' || first AS hint
    FROM (
      SELECT line, concat_ws(', ', ${shown}) AS got, min(line) OVER (PARTITION BY ${columns}) AS first
      FROM ${table}) AS keyed
    WHERE line > first`;
}
