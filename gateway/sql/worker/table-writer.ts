import { type DuckDBAppender, type DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import type { ColumnType, Row } from "../../tables/table";
import type { SqlTable } from "../messages/messages";
import { scaleOf, storedColumn } from "./column-types";
import { quoteName } from "./quote-name";

/** DuckDB's vector size. */
const chunkRows = 2048;

/** Writes rows behind those of a table. */
export interface TableWriter {
  write(rows: readonly Row[]): Promise<void>;
  /** No more come. */
  end(): void;
}

export async function openTableWriter(
  connection: DuckDBConnection,
  { name, columns }: SqlTable,
): Promise<TableWriter> {
  const types: ColumnType[] = columns.map(({ type }) => type);
  let stored = types.map(storedColumn);
  let appender: DuckDBAppender = await connection.createAppender(name);

  /** Gives decimals as many digits after the point as these rows need: mostly once, by the first of them. */
  const widen = async (rows: readonly Row[]) => {
    for (const [at, column] of columns.entries()) {
      if (column.type.kind !== "decimal") continue;
      const needed = scaleNeeded(rows, at);
      const type = types[at];
      if (type?.kind !== "decimal" || needed <= (type.scale ?? 0)) continue;
      const wider: ColumnType = { kind: "decimal", scale: needed };
      types[at] = wider;
      appender.closeSync();
      const { sqlType } = storedColumn(wider);
      await connection.run(`ALTER TABLE ${quoteName(name)} ALTER ${quoteName(column.key)} TYPE ${sqlType}`);
      appender = await connection.createAppender(name);
      stored = types.map(storedColumn);
    }
  };
  const writeChunk = (rows: readonly Row[]) => {
    const chunk = DuckDBDataChunk.create(
      stored.map(({ type }) => type),
      rows.length,
    );
    stored.forEach((column, at) => {
      const vector = chunk.getColumnVector(at);
      // Set last: from a vector's first null on, every value costs several times as much.
      const nulls: number[] = [];
      rows.forEach((row, index) => {
        const cell = row[at] ?? null;
        if (cell === null) nulls.push(index);
        else vector.setItem(index, column.valueOf(cell));
      });
      for (const index of nulls) vector.setItem(index, null);
      vector.flush();
    });
    appender.appendDataChunk(chunk);
  };
  return {
    async write(rows) {
      await widen(rows);
      for (let from = 0; from < rows.length; from += chunkRows)
        writeChunk(rows.slice(from, from + chunkRows));
    },
    end: () => appender.closeSync(),
  };
}

function scaleNeeded(rows: readonly Row[], at: number): number {
  let most = 0;
  for (const row of rows) {
    const cell = row[at] ?? null;
    if (cell !== null) most = Math.max(most, scaleOf(String(cell)));
  }
  return most;
}
