/** Objects of which one field is answered before the event loop turns: about a millisecond. */
const portion = 2_000;

/**
 * Calls `work` for each number below `count`, in order. Where they are many the event loop turns in between, so that other
 * requests are read and answered, and callers are seen leaving, before the answer to this one is there. Undefined when all is
 * done at once.
 */
export function inPortions(count: number, work: (at: number) => void): Promise<void> | undefined {
  if (takesTurns(count)) return inTurns(count, work);
  for (let at = 0; at < count; at++) work(at);
  return undefined;
}

async function inTurns(count: number, work: (at: number) => void): Promise<void> {
  for (let from = 0; from < count; from += portion) {
    if (from > 0) await new Promise(setImmediate);
    for (let at = from; at < Math.min(count, from + portion); at++) work(at);
  }
}

/** Whether `inPortions` is done only after the event loop has turned. */
export function takesTurns(count: number): boolean {
  return count > portion;
}
