import type { TableAnswer } from "../../tables/table";
import { ipcBatches } from "../arrow/ipc-batches";
import { notesMetadata } from "../values/notes-metadata";
import { onlyTable } from "../writing/only-table";
import type { FormatOptions } from "../writing/table-format";
import { footerNotes } from "./footer-notes";
import { encodeInThread } from "./parquet-thread";

/** What a file of Parquet begins with. */
const magic = "PAR1";

/**
 * A table as Parquet: exact decimals, days as days, instants in microseconds UTC, dictionaries and zstd where they save
 * something, row groups of at most 100,000 rows. The footer has the query and the notes, those that are known at the end
 * included, as key and value pairs. Written by arrow-rs in a thread of its own.
 */
export async function* writeParquet(
  answer: TableAnswer,
  { title }: FormatOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const table = onlyTable(answer, "parquet");
  const { empty, streams } = await ipcBatches(table, new Map(), signal);
  const { placeholder, fill } = footerNotes();
  const {
    sources: _sources,
    remarks: _remarks,
    ...known
  } = Object.fromEntries(notesMetadata(answer.notes(), title));
  const metadata = new Map([...Object.entries(known), ["notes", placeholder]]);
  // A row group takes a second or two: whoever waits sees that something comes.
  yield Buffer.from(magic);
  let last: Uint8Array | undefined;
  for await (const bytes of encodeInThread(streamsOrEmpty(streams, empty), metadata)) {
    if (last) yield last;
    last = last ? bytes : bytes.subarray(magic.length);
  }
  if (!last) throw new Error("Expected a Parquet file, got no bytes.");
  fill(last, answer.notes());
  yield last;
}

/** A table without rows has a schema all the same. */
async function* streamsOrEmpty(
  streams: AsyncIterable<Uint8Array<ArrayBuffer>>,
  empty: Uint8Array<ArrayBuffer>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let isEmpty = true;
  for await (const stream of streams) {
    isEmpty = false;
    yield stream;
  }
  if (isEmpty) yield empty;
}
