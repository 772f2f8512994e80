import type { TableAnswer } from "../../tables/table";
import { notesMetadata } from "../values/notes-metadata";
import { onlyTable } from "../writing/only-table";
import type { FormatOptions } from "../writing/table-format";
import { ipcBatches } from "./ipc-batches";

/** What ends a stream: a continuation without a message. */
const endBytes = 8;

/**
 * A table as a stream of Arrow IPC (https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format). The schema
 * comes first, so its metadata holds the notes as they are then: without what is known only when all rows are read.
 */
export async function* writeArrow(
  answer: TableAnswer,
  { title }: FormatOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const table = onlyTable(answer, "arrow");
  const { empty, streams } = await ipcBatches(table, notesMetadata(answer.notes(), title), signal);
  const schema = schemaBytes(empty);
  yield empty.subarray(0, schema);
  for await (const stream of streams) yield stream.subarray(schema, -endBytes);
  yield empty.subarray(-endBytes);
}

/** Length of the schema's message: a continuation of four bytes, its length in four, and itself. */
function schemaBytes(stream: Uint8Array): number {
  return 8 + new DataView(stream.buffer, stream.byteOffset).getInt32(4, true);
}
