import { type DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import type { Row } from "../../tables/table";
import type { SqlTable } from "../messages/messages";
import { storedColumn } from "./column-types";

/** DuckDB's vector size. */
const chunkRows = 2048;

/** Writes rows behind those of a table. */
export interface TableWriter {
  write(rows: readonly Row[]): void;
  /** No more come. */
  end(): void;
}

export async function openTableWriter(
  connection: DuckDBConnection,
  { name, columns }: SqlTable,
): Promise<TableWriter> {
  const appender = await connection.createAppender(name);
  const stored = columns.map(({ type }) => storedColumn(type));
  const types = stored.map(({ type }) => type);
  const writeChunk = (rows: readonly Row[]) => {
    const chunk = DuckDBDataChunk.create(types, rows.length);
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
    write(rows) {
      for (let from = 0; from < rows.length; from += chunkRows)
        writeChunk(rows.slice(from, from + chunkRows));
    },
    end: () => appender.closeSync(),
  };
}
