import type { Sql } from "sql-template-tag";
import type { KeepsRows } from "./keeps-rows";

/**
 * Rows of a statement that reads these tables and depends on nothing else, which are kept until one of them is written to;
 * without tables they are read. Nobody changes them: many requests get the same.
 */
export async function readKept<Row extends object>(
  context: KeepsRows,
  tables: readonly string[] | undefined,
  statement: Sql,
): Promise<readonly Row[]> {
  const { database } = context;
  const kept = tables && (await context.keptRows());
  if (!kept) return database.rows<Row>(statement);
  const name = `${statement.text} ${JSON.stringify(statement.values)}`;
  const read = async () => new Map([["rows", await database.rows<Row>(statement)]]);
  const rowsOf = (rows: readonly Row[]) => rows.length;
  return (await kept.values({ name, tables, read, rowsOf }, ["rows"])).get("rows") ?? [];
}
