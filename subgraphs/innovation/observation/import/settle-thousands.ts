import sql from "sql-template-tag";
import type { SettledCell, StagedRows } from "../../../../shared/import/definition/import-definition";

/** 1.243 of an indicator without decimals is 1243: its point can only separate thousands. */
export async function settleThousands({ database, table }: StagedRows): Promise<SettledCell<"value">[]> {
  const cells = await database.rows<{ line: number; got: string; taken: string }>(sql`
    WITH whole AS (
      SELECT s.line, s.value::text AS got FROM ${table} AS s JOIN indicator i ON i.code = s.indicator
      WHERE s.value_thousands IS NOT NULL AND i.decimals = 0 AND i.unit <> 'ratio'
    ), written AS (
      UPDATE ${table} AS s SET value = s.value_thousands, value_thousands = NULL FROM whole WHERE whole.line = s.line
      RETURNING s.line, whole.got, s.value::text AS taken)
    SELECT line, got, taken FROM written ORDER BY line`);
  return cells.map((cell) => ({
    ...cell,
    column: "value",
    because: "the indicator has no decimals, so its point separates thousands",
  }));
}
