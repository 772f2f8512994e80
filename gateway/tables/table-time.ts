import { GraphError } from "../../shared/base/errors/graph-error";
import type { TableTime } from "./pages/ask-page";

export interface StartedTableTime extends TableTime {
  /** Ends it when all of these have come. */
  endAfter(tables: readonly Promise<void>[]): void;
  end(): void;
}

/**
 * The time of a whole answer: aborts its signal when it is up, or when nobody waits any more. `onEnd` is called once, when the
 * reading has ended in whatever way.
 */
export function startTableTime(timeoutMs: number, wanted: AbortSignal, onEnd: () => void): StartedTableTime {
  const abort = new AbortController();
  const dueAt = performance.now() + timeoutMs;
  const tooLate = () => {
    const seconds = Math.round(timeoutMs / 1000);
    const message = `Expected the whole table within ${seconds} s; ask for fewer rows, or in several parts by a filter.`;
    abort.abort(new GraphError("QUERY_TIMEOUT", message));
    end();
  };
  const timer = setTimeout(tooLate, timeoutMs).unref();
  const leave = () => {
    abort.abort(wanted.reason);
    end();
  };
  let hasEnded = false;
  const end = () => {
    if (hasEnded) return;
    hasEnded = true;
    clearTimeout(timer);
    wanted.removeEventListener("abort", leave);
    // What was asked for ahead is not wanted any more.
    abort.abort(new Error("The table has ended."));
    onEnd();
  };
  wanted.addEventListener("abort", leave, { once: true });
  if (wanted.aborted) leave();
  return {
    signal: abort.signal,
    leftMs: () => dueAt - performance.now(),
    endAfter(tables) {
      // A table that has failed has ended as well.
      Promise.allSettled(tables).then(end);
    },
    end,
  };
}
