import type { DuckDBConnection } from "@duckdb/node-api";
import type { SqlTable } from "../messages/messages";
import { isOfUnknownScale, mostDigits, storedColumn } from "./column-types";
import { quoteName } from "./quote-name";

/** For a decimal whose scale is not known yet: what SQL may do with a column does not depend on it. */
const anyScale = 6;

/** Empty tables as SQL will see them, to find what is wrong with a statement before any row is read. */
export async function createTables(connection: DuckDBConnection, tables: readonly SqlTable[]): Promise<void> {
  for (const table of tables) {
    await connection.run(
      createSql(table, (type) => (isOfUnknownScale(type) ? decimal(anyScale) : undefined)),
    );
  }
}

/** Makes them ready to be written to. */
export async function prepareTables(
  connection: DuckDBConnection,
  tables: readonly SqlTable[],
): Promise<void> {
  for (const table of tables.filter(hasUnknownScale)) {
    await connection.run(`DROP TABLE ${quoteName(table.name)}`);
    await connection.run(createSql(table, () => undefined));
  }
}

/** Gives decimals the scale that their cells have, once all are there. */
export async function settleScales(connection: DuckDBConnection, tables: readonly SqlTable[]): Promise<void> {
  for (const { name, columns } of tables.filter(hasUnknownScale)) {
    const unknown = columns.filter(({ type }) => isOfUnknownScale(type)).map(({ key }) => quoteName(key));
    const scales = unknown.map((key) => `coalesce(max(length(split_part(${key}, '.', 2))), 0)`);
    const found = await connection.runAndReadAll(`SELECT ${scales.join(", ")} FROM ${quoteName(name)}`);
    const [row = []] = found.getRowsJS();
    for (const [at, key] of unknown.entries()) {
      const type = decimal(Number(row[at] ?? 0));
      await connection.run(`ALTER TABLE ${quoteName(name)} ALTER ${key} TYPE ${type}`);
    }
  }
}

function createSql(
  { name, columns }: SqlTable,
  typeOf: (type: SqlTable["columns"][number]["type"]) => string | undefined,
): string {
  const list = columns.map(
    ({ key, type }) => `${quoteName(key)} ${typeOf(type) ?? storedColumn(type).sqlType}`,
  );
  return `CREATE TABLE ${quoteName(name)} (${list.join(", ")})`;
}

function hasUnknownScale({ columns }: SqlTable): boolean {
  return columns.some(({ type }) => isOfUnknownScale(type));
}

const decimal = (scale: number) => `DECIMAL(${mostDigits}, ${scale})`;
