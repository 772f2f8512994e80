import {
  BIGINT,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  UINTEGER,
} from "@duckdb/node-api";
import { part } from "../statistics/cube";
import type { CopiedRow } from "./binary-copy";
import type { Dictionary } from "./dictionary";
import type { Layout, StoreColumn } from "./layout";
import { stepsOfDays } from "./step-sql";

const types: Record<StoreColumn["kind"], DuckDBType> = {
  id: BIGINT,
  key: UINTEGER,
  day: INTEGER,
  step: INTEGER,
  number: INTEGER,
  bits: INTEGER,
  instant: BIGINT,
};

/** Rows of a chunk: DuckDB's vector size. */
const chunkRows = 2048;

/** Writes rows, as the layout's selection gives them, behind those of a table of the store. */
export class RowWriter {
  readonly #appender: DuckDBAppender;
  readonly #readers: ((row: CopiedRow) => DuckDBValue)[];
  readonly #types: DuckDBType[];
  #columns: DuckDBValue[][];
  #size = 0;
  rows = 0;

  private constructor(
    appender: DuckDBAppender,
    { columns, selected }: Layout,
    dictionaries: Record<string, Dictionary>,
  ) {
    this.#appender = appender;
    this.#types = columns.map(({ kind }) => types[kind]);
    this.#columns = columns.map(() => []);
    this.#readers = columns.map(({ kind, of, grain }, field) => {
      if (kind === "id" || kind === "instant") return (row) => readBigint(row, field);
      if (kind === "step" && grain) {
        const day = selected.findIndex((one) => one.kind === "day" && one.of === of);
        const stepOfDay = stepsOfDays(grain);
        return (row) => stepOfDay(readInteger(row, day));
      }
      if (kind !== "key") return (row) => readInteger(row, field);
      const dictionary = part(dictionaries, of);
      return (row) => dictionary.ordinalOf(readText(row, field));
    });
  }

  static async create(
    connection: DuckDBConnection,
    table: string,
    layout: Layout,
    dictionaries: Record<string, Dictionary>,
  ): Promise<RowWriter> {
    return new RowWriter(await connection.createAppender(table), layout, dictionaries);
  }

  add(row: CopiedRow): void {
    for (const [field, read] of this.#readers.entries()) this.#columns[field]?.push(read(row));
    this.#size += 1;
    this.rows += 1;
    if (this.#size === chunkRows) this.#flush();
  }

  end(): void {
    if (this.#size > 0) this.#flush();
    this.#appender.closeSync();
  }

  #flush(): void {
    const chunk = DuckDBDataChunk.create(this.#types, this.#size);
    chunk.setColumns(this.#columns);
    this.#appender.appendDataChunk(chunk);
    this.#columns = this.#columns.map(() => []);
    this.#size = 0;
  }
}

function readBigint({ bytes, starts, lengths }: CopiedRow, field: number): bigint | null {
  return lengths[field] === -1 ? null : bytes.readBigInt64BE(starts[field]);
}

function readInteger({ bytes, starts, lengths }: CopiedRow, field: number): number | null {
  return lengths[field] === -1 ? null : bytes.readInt32BE(starts[field]);
}

function readText({ bytes, starts, lengths }: CopiedRow, field: number): string | null {
  const [start = 0, length = -1] = [starts[field], lengths[field]];
  return length === -1 ? null : bytes.toString("utf8", start, start + length);
}
