import {
  Table as ArrowTable,
  type Data,
  Field,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  tableToIPC,
} from "apache-arrow";
import type { Table } from "../../tables/table";
import { decimalScales } from "../values/decimal-scales";
import { rowSlices, sliceRows } from "../writing/row-slices";
import { columnBuilder } from "./column-builder";

/** Rows of a batch: what readers take at one go. */
const batchRows = 4096;

/** A batch ends before when its texts are larger, in bytes. */
const batchBytes = 4 * 1024 * 1024;

/** A table as batches of Arrow's columns. */
export interface IpcBatches {
  /** A whole IPC stream of no batch: the schema, and the end. */
  empty: Uint8Array<ArrayBuffer>;
  /** Each a whole IPC stream: the schema, one batch, the end. */
  streams: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** Throws BAD_USER_INPUT where decimals do not fit; later, `streams` throws what pages throw and the signal's reason. */
export async function ipcBatches(
  { columns, pages }: Table,
  metadata: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<IpcBatches> {
  const scaled = await decimalScales(columns, pages);
  const built = columns.map((column, at) => ({
    column,
    builder: columnBuilder(column, at, scaled.scales[at], batchRows),
  }));
  const builders = built.map(({ builder }) => builder);
  const fields = built.map(
    ({ builder, column: { name, key } }) =>
      new Field(name, builder.finish().type, true, new Map([["key", key]])),
  );
  const schema = new Schema(fields, new Map(metadata));
  const encode = (length: number, children: Data[]): Uint8Array<ArrayBuffer> => {
    const data = makeData({ type: new Struct(fields), length, nullCount: 0, children });
    return new Uint8Array(tableToIPC(new ArrowTable(schema, [new RecordBatch(schema, data)]), "stream"));
  };
  async function* streams() {
    let rows = 0;
    for await (const slice of rowSlices(scaled.pages, signal)) {
      for (const builder of builders) builder.append(slice);
      rows += slice.length;
      const bytes = builders.reduce((sum, builder) => sum + builder.textBytes(), 0);
      if (rows + sliceRows <= batchRows && bytes < batchBytes) continue;
      yield encode(
        rows,
        builders.map((builder) => builder.finish()),
      );
      rows = 0;
    }
    if (rows > 0)
      yield encode(
        rows,
        builders.map((builder) => builder.finish()),
      );
  }
  return {
    empty: encode(
      0,
      builders.map((builder) => builder.finish()),
    ),
    streams: streams(),
  };
}
