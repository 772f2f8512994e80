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

/** Puts a field of a row where it belongs in a chunk. */
type SetField = (vector: DuckDBVector, at: number, row: CopiedRow) => void;

/** Writes rows, as the layout's selection gives them, behind those of a table of the store. */
export class RowWriter {
  readonly #appender: DuckDBAppender;
  readonly #setters: SetField[];
  readonly #types: DuckDBType[];
  #chunk: DuckDBDataChunk;
  #vectors: DuckDBVector[] = [];
  #size = 0;
  rows = 0;

  private constructor(
    appender: DuckDBAppender,
    { columns, selected }: Layout,
    dictionaries: Record<string, Dictionary>,
  ) {
    this.#appender = appender;
    this.#types = columns.map(({ kind }) => types[kind]);
    this.#chunk = this.#begin();
    this.#setters = columns.map(({ kind, of, grain }, field): SetField => {
      if (kind === "id" || kind === "instant")
        return (vector, at, row) => vector.setItem(at, readBigint(row, field));
      if (kind === "step" && grain) {
        const day = selected.findIndex((one) => one.kind === "day" && one.of === of);
        const stepOfDay = stepsOfDays(grain);
        return (vector, at, row) => vector.setItem(at, stepOfDay(readInteger(row, day)));
      }
      if (kind !== "key") return (vector, at, row) => vector.setItem(at, readInteger(row, field));
      const dictionary = part(dictionaries, of);
      return (vector, at, row) => vector.setItem(at, readKey(row, field, dictionary));
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
    for (let field = 0; field < this.#setters.length; field += 1)
      this.#setters[field]?.(this.#vectors[field] as DuckDBVector, this.#size, row);
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
    this.#vectors = this.#types.map((_, field) => chunk.getColumnVector(field));
    this.#size = 0;
    return chunk;
  }

  #flush(): void {
    for (const vector of this.#vectors) vector.flush();
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
