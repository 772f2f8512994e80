import { badInput, GraphError } from "../../base/errors/graph-error";
import { syncLimits } from "./sync-limits";

/** A row as it came: its number, from 1, and the object; a text where that could not be read. */
export interface SentRow {
  row: number;
  value: unknown;
}

/** JSON (one array of objects) or NDJSON (an object a line). */
export type SyncForm = "json" | "ndjson";

/**
 * The rows of a request. A line of NDJSON that is no JSON is a row all the same, whose value is a text: its problem is told
 * with those of the others.
 * @throws GraphError INVALID_JSON, BAD_USER_INPUT where there are too many rows, or none can be told apart.
 */
export function readObjects(body: Buffer, form: SyncForm): SentRow[] {
  const text = decode(body);
  const rows = form === "json" ? readArray(text) : readLines(text);
  if (rows.length > syncLimits.rows) {
    throw badInput(
      `Expected at most ${syncLimits.rows} rows in a request, got ${rows.length}; divide them over several.`,
    );
  }
  return rows;
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (cause) {
    throw new GraphError("INVALID_JSON", "Expected UTF-8, as JSON is; got other bytes.", { cause });
  }
}

function readArray(text: string): SentRow[] {
  const value = parse(text);
  if (value instanceof NoJson) {
    throw new GraphError("INVALID_JSON", `Expected a JSON array of objects: ${value.message}.`);
  }
  if (!Array.isArray(value)) {
    throw badInput("Expected a JSON array of objects, one a row; got something else.");
  }
  return value.map((one: unknown, at) => ({ row: at + 1, value: one }));
}

function readLines(text: string): SentRow[] {
  const rows: SentRow[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const value = parse(line);
    rows.push({ row: at + 1, value: value instanceof NoJson ? line : value });
  }
  return rows;
}

class NoJson {
  constructor(readonly message: string) {}
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Its message quotes what was sent, which may be long and is the client's own.
    return new NoJson(error instanceof Error ? error.message.slice(0, 200) : "not JSON");
  }
}
