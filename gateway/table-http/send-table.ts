import type { FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { tableFormats } from "../table-formats/table-formats";
import type { FormatName, FormatOptions } from "../table-formats/writing/table-format";
import type { Row, TableAnswer } from "../tables/table";
import { createBodyWriter, encodingFor } from "./body-writer";
import { contentDisposition } from "./content-disposition";

export interface SendTableOptions extends FormatOptions {
  /** Name of the file without its extension; by default that of its first table. */
  fileName?: string | undefined;
  /** What the reader of the answer was given: aborted here when the answer has ended, so that nothing is read on. */
  abort: AbortController;
  observer?: TableObserver | undefined;
}

/** Learns how far an answer has come. */
export interface TableObserver {
  /** So many more rows were written. */
  onRows(count: number): void;
  /** How many there will be, where that is known. */
  onExpected?(rows: number): void;
  /** It has ended: whole, or with what it was ended by. */
  onEnd?(error: unknown): void;
}

/** Header of the rows that an answer will have, where that is known before. */
export const expectedRowsHeader = "x-table-expected-rows";

/**
 * Sends an answer as a file, while its pages come and as fast as the client reads. Throws before the first byte what the
 * format or the first page throws, to be answered like any error. What fails later ends the file by a failed transfer, behind
 * the line that a format of text writes about it: no client takes it for whole.
 */
export async function sendTable(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: TableAnswer,
  formatName: FormatName,
  options: SendTableOptions,
): Promise<FastifyReply> {
  const { abort, observer, fileName, language, locale, title } = options;
  const format = tableFormats[formatName];
  const record = request.operation;
  if (record) Object.assign(record, { format: formatName, rows: 0 });
  const onRows = (count: number) => {
    if (record) record.rows = (record.rows ?? 0) + count;
    observer?.onRows(count);
  };
  const expected = expectedOf(answer);
  if (expected !== undefined) observer?.onExpected?.(expected);
  const pieces = format
    .write(observed(answer, onRows), { language, locale, title }, abort.signal)
    [Symbol.asyncIterator]();
  const finish = (error?: unknown) => {
    if (record) record.outcome = error === undefined ? "OK" : outcomeOf(error);
    observer?.onEnd?.(error);
    abort.abort(error ?? new Error("The answer is whole."));
  };
  const first = await pieces.next().catch((error: unknown) => {
    finish(error);
    throw error;
  });
  const isText = /^(text\/|application\/(json|x-ndjson|ndjson))/.test(format.contentType);
  const encoding = encodingFor(request.headers["accept-encoding"], isText);
  reply.headers({
    "cache-control": "no-store",
    "content-type": format.contentType,
    "content-disposition": contentDisposition(
      fileName ?? answer.tables[0]?.name ?? "table",
      format.extension,
    ),
    "x-accel-buffering": "no",
    ...(isText && { vary: "accept-encoding" }),
    ...(encoding !== "identity" && { "content-encoding": encoding }),
    ...(expected !== undefined && { [expectedRowsHeader]: String(expected) }),
  });
  // Row by row nothing goes through Fastify's hooks, which are made for answers that are there as a whole.
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, headersOf(reply));
  const body = createBodyWriter(raw, encoding, abort.signal);
  // Until it is known better: a connection that breaks has its line logged at once.
  if (record) record.outcome = clientGone;
  try {
    for (let piece = first; !piece.done; piece = await pieces.next()) await body.write(piece.value);
    // The request's line is logged the moment that the last byte has gone.
    if (record) record.outcome = "OK";
    await body.end();
    finish();
  } catch (error) {
    const isGone = raw.destroyed;
    finish(error);
    if (record && isGone) record.outcome = clientGone;
    if (!isGone) request.log.warn({ err: error, format: formatName }, "a table was cut off");
    await pieces.return?.();
    await body.cut();
    // Fastify logs a request that was answered, or whose answer has failed; one that was cut is neither to it.
    if (raw.listenerCount("error") > 0) raw.emit("error", error);
  }
  return reply;
}

/** Outcome in the request log of a table whose client has not waited for its end. */
const clientGone = "CLIENT_GONE";

/** The same answer, whose pages are counted when they have been taken. */
function observed(answer: TableAnswer, onRows: (count: number) => void): TableAnswer {
  async function* counted(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
    for await (const page of pages) {
      onRows(page.length);
      yield page;
    }
  }
  return {
    tables: answer.tables.map((table) => ({ ...table, pages: counted(table.pages) })),
    notes: () => answer.notes(),
  };
}

function expectedOf({ tables }: TableAnswer): number | undefined {
  let sum = 0;
  for (const { expectedRows } of tables) {
    if (expectedRows === undefined) return undefined;
    sum += expectedRows;
  }
  return sum;
}

function outcomeOf(error: unknown): string {
  const code = error instanceof GraphQLError ? error.extensions.code : undefined;
  return typeof code === "string" ? code : "INTERNAL_SERVER_ERROR";
}

function headersOf(reply: FastifyReply): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) headers[name] = typeof value === "number" ? String(value) : value;
  }
  return headers;
}
