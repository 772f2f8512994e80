import {
  BIGINT,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBVector,
  INTEGER,
  UINTEGER,
} from "@duckdb/node-api";
import { part } from "../../cube/cube";
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
  bound: INTEGER,
  instant: BIGINT,
};

/** Rows of a chunk: DuckDB's vector size. */
const chunkRows = 2048;

/** What a column has of a row. */
type ReadField = (row: CopiedRow) => number | bigint | null;

/** A column of the chunk that is being written. */
interface ChunkColumn {
  vector: DuckDBVector;
  read: ReadField;
  /** Where it has no value. They are set last: from a vector's first null on, every value costs several times as much. */
  nulls: number[];
}

/** Writes rows, as the layout's selection gives them, behind those of a table of the store. */
export class RowWriter {
  readonly #appender: DuckDBAppender;
  readonly #readers: ReadField[];
  readonly #types: DuckDBType[];
  #chunk: DuckDBDataChunk;
  #columns: ChunkColumn[] = [];
  #size = 0;
  rows = 0;

  private constructor(
    appender: DuckDBAppender,
    { columns, selected }: Layout,
    dictionaries: Record<string, Dictionary>,
  ) {
    this.#appender = appender;
    this.#types = columns.map(({ kind }) => types[kind]);
    this.#readers = columns.map(({ kind, of, grain }, field): ReadField => {
      if (kind === "id" || kind === "instant") return (row) => readBigint(row, field);
      if (kind === "step" && grain) {
        const day = selected.findIndex((one) => one.kind === "day" && one.of === of);
        const stepOfDay = stepsOfDays(grain);
        return (row) => stepOfDay(readInteger(row, day));
      }
      if (kind !== "key") return (row) => readInteger(row, field);
      const dictionary = part(dictionaries, of);
      return (row) => readKey(row, field, dictionary);
    });
    this.#chunk = this.#begin();
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
    for (const { vector, read, nulls } of this.#columns) {
      const value = read(row);
      if (value === null) nulls.push(this.#size);
      else vector.setItem(this.#size, value);
    }
    this.#size += 1;
    this.rows += 1;
    if (this.#size === chunkRows) {
      this.#flush();
      this.#chunk = this.#begin();
    }
  }

  end(): void {
    if (this.#size > 0) this.#flush();
    this.#appender.closeSync();
  }

  #begin(): DuckDBDataChunk {
    const chunk = DuckDBDataChunk.create(this.#types, chunkRows);
    this.#columns = this.#readers.map((read, field) => ({
      ...{ vector: chunk.getColumnVector(field), read, nulls: [] },
    }));
    this.#size = 0;
    return chunk;
  }

  #flush(): void {
    for (const { vector, nulls } of this.#columns) {
      for (const at of nulls) vector.setItem(at, null);
      vector.flush();
    }
    this.#chunk.rowCount = this.#size;
    this.#appender.appendDataChunk(this.#chunk);
    this.#size = 0;
  }
}

function readBigint({ bytes, starts, lengths }: CopiedRow, field: number): bigint | null {
  return lengths[field] === -1 ? null : bytes.readBigInt64BE(starts[field]);
}

function readInteger({ bytes, starts, lengths }: CopiedRow, field: number): number | null {
  return lengths[field] === -1 ? null : bytes.readInt32BE(starts[field]);
}

function readKey({ bytes, starts, lengths }: CopiedRow, field: number, dictionary: Dictionary): number {
  const [start = 0, length = -1] = [starts[field], lengths[field]];
  return length === -1 ? 0 : dictionary.ordinalOfBytes(bytes, start, start + length);
}
