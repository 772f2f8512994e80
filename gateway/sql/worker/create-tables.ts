import type { DuckDBConnection } from "@duckdb/node-api";
import type { SqlTable } from "../messages/messages";
import { storedColumn } from "./column-types";
import { quoteName } from "./quote-name";

/** Makes empty tables as SQL sees them. */
export async function createTables(connection: DuckDBConnection, tables: readonly SqlTable[]): Promise<void> {
  if (tables.length === 0) return;
  // In one go: each way to a thread and back takes as long as a small table.
  await connection.run(tables.map(createSql).join(";"));
}

function createSql({ name, columns }: SqlTable): string {
  const list = columns.map(({ key, type }) => `${quoteName(key)} ${storedColumn(type).sqlType}`);
  return `CREATE TABLE ${quoteName(name)} (${list.join(", ")})`;
}
