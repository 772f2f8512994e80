import { createFairQueue } from "../thread/fair-queue";
import { maxWaiting, tooManyDocuments } from "../thread/max-waiting";

/** After each the event loop is left to others for so many times as long as it took. */
const rest = 3;

/** Where large texts that were never seen are made ready. */
export interface LargeDocuments {
  /** Gives what `make` gives, when it is this client's turn. Throws GraphError RATE_LIMITED when too many of its wait. */
  inTurn<Made>(client: string, make: () => Made): Promise<Made>;
}

export interface LargeDocumentsOptions {
  /** Milliseconds from any beginning. */
  now?: () => number;
  /** Calls back after so many milliseconds. */
  wait?: (ms: number, then: () => void) => void;
}

/**
 * A text of thousands of fields takes the event loop for some 15 ms, after the thread has read it: one such client with
 * ten connections would have it nearly always. So they are made ready one at a time, clients take turns, and known
 * operations have three quarters of the time, however many wait. Whoever comes alone waits for nobody.
 */
export function createLargeDocuments({
  now = () => performance.now(),
  wait = (ms, then) => void setTimeout(then, ms),
}: LargeDocumentsOptions = {}): LargeDocuments {
  const queue = createFairQueue<() => void>(maxWaiting);
  let isTaken = false;
  const next = (): void => {
    const begin = isTaken ? undefined : queue.next();
    if (!begin) return;
    isTaken = true;
    const begun = now();
    begin();
    wait((now() - begun) * rest, () => {
      isTaken = false;
      next();
    });
  };
  return {
    inTurn: (client, make) =>
      new Promise((resolve, reject) => {
        const begin = () => {
          try {
            resolve(make());
          } catch (error) {
            reject(error);
          }
        };
        if (queue.add(client, begin)) next();
        else reject(tooManyDocuments());
      }),
  };
}
