import { setImmediate } from "node:timers/promises";
import type { Row } from "../../tables/table";

/** Rows that are written at one go: a few milliseconds' work, whatever the format. */
export const sliceRows = 250;

/** How long one export may keep the event loop to itself, in milliseconds. */
const longestTurnMs = 8;

/**
 * The rows of all pages in slices, each to be written at one go. Between two of them everything else that waits in the
 * process gets its turn: a page of thousands of rows would hold up every other request. Throws the signal's reason when
 * it is aborted, and what a page throws.
 */
export async function* rowSlices(
  pages: AsyncIterable<readonly Row[]>,
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): AsyncGenerator<readonly Row[], void, undefined> {
  let turnBegan = now();
  for await (const page of pages) {
    for (let at = 0; at < page.length; at += sliceRows) {
      if (now() - turnBegan > longestTurnMs) {
        await setImmediate();
        turnBegan = now();
      }
      signal.throwIfAborted();
      yield page.length <= sliceRows ? page : page.slice(at, at + sliceRows);
    }
  }
  signal.throwIfAborted();
}
