import { GraphError } from "../../../shared/base/errors/graph-error";
import { isJsonObject, type JsonObject } from "../../values/json";

/**
 * Refuses data that an assistant could not take in, with the list that is longest and how many of its rows would fit.
 * It is not cut: rows that are left out of a list are soon added up as if they were all. Throws QUERY_TOO_COMPLEX.
 */
export function requireFitting(data: JsonObject, beside: object, maxBytes: number): void {
  const room = maxBytes - bytesOf(beside) - bytesBeside;
  const bytes = bytesOf(data);
  if (bytes <= room) return;
  const [shown, allowed] = [bytes.toLocaleString("en"), maxBytes.toLocaleString("en")];
  const longest = longestList(data, "");
  const rows = longest && Math.floor((longest.rows * (room - (bytes - longest.bytes))) / longest.bytes);
  const advice =
    longest && rows !== undefined && rows > 0
      ? `The longest list is ${longest.path} with ${longest.rows} rows, of which about ${rows} would fit: ask for first: ${rows}, for fewer fields, or for a narrower filter; for sums and rankings ask for statistics.`
      : "Ask for fewer fields and rows; for sums and rankings ask for statistics.";
  throw new GraphError(
    "QUERY_TOO_COMPLEX",
    `Expected an answer of at most ${allowed} bytes with its notes, got ${shown} of data. ${advice}`,
  );
}

/** Names and marks around data and notes. */
const bytesBeside = 512;

interface LongList {
  path: string;
  rows: number;
  bytes: number;
}

/** The list with most bytes, the outermost of those that are nearly all of the same. */
function longestList(value: unknown, path: string): LongList | undefined {
  if (Array.isArray(value)) return { path, rows: value.length, bytes: bytesOf(value) };
  if (!isJsonObject(value)) return undefined;
  let longest: LongList | undefined;
  for (const [name, each] of Object.entries(value)) {
    const found = longestList(each, path === "" ? name : `${path}.${name}`);
    if (found && found.bytes > (longest?.bytes ?? 0)) longest = found;
  }
  return longest;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
