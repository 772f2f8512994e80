import { GraphError } from "../../shared/base/errors/graph-error";
import type { SqlLimits } from "../config/sql-limits";

/** Who may run SQL now. */
export interface SqlTurns {
  /**
   * Resolves when it is a client's turn, with what ends it. Throws RATE_LIMITED where as many of the client wait as may,
   * SERVICE_UNAVAILABLE where it has waited too long, and the signal's reason when it is aborted.
   */
  take(client: string, signal: AbortSignal): Promise<() => void>;
}

interface Waiting {
  client: string;
  begin(): void;
}

/** Requests of one client that may wait. */
const mostOfClient = 8;
/** Requests that may wait. */
const mostWaiting = 64;
/** Clients of whom it is known when they had their turn. */
const mostServed = 1_000;
const retryAfter = 5;

/** Clients take turns: next is whose last turn is the longest ago. */
export function createSqlTurns({
  atOnce,
  atOnceOfClient,
  waitMs,
}: Pick<SqlLimits, "atOnce" | "atOnceOfClient" | "waitMs">): SqlTurns {
  const running = new Map<string, number>();
  let total = 0;
  // In the order of their coming.
  let waiting: Waiting[] = [];
  // Of clients, the one that was served last is the last.
  const served = new Map<string, number>();
  let turn = 0;
  const runningOf = (client: string) => running.get(client) ?? 0;
  const count = (client: string, change: number) => {
    total += change;
    const left = runningOf(client) + change;
    if (left === 0) running.delete(client);
    else running.set(client, left);
  };
  const serve = (client: string) => {
    count(client, 1);
    served.delete(client);
    served.set(client, ++turn);
    const [oldest] = served.keys();
    if (served.size > mostServed && oldest !== undefined) served.delete(oldest);
  };
  const next = () => {
    while (total < atOnce) {
      let first: Waiting | undefined;
      for (const each of waiting) {
        if (runningOf(each.client) >= atOnceOfClient) continue;
        if (!first || turnOf(each) < turnOf(first)) first = each;
      }
      if (!first) return;
      waiting.splice(waiting.indexOf(first), 1);
      serve(first.client);
      first.begin();
    }
  };
  const turnOf = ({ client }: Waiting) => served.get(client) ?? 0;
  const ending = (client: string) => {
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      count(client, -1);
      next();
    };
  };
  return {
    async take(client, signal) {
      signal.throwIfAborted();
      if (waiting.filter((each) => each.client === client).length >= mostOfClient) throw tooMany();
      if (waiting.length >= mostWaiting) throw busy();
      await new Promise<void>((resolve, reject) => {
        const leave = (reason: unknown) => {
          waiting = waiting.filter((each) => each !== own);
          settle();
          reject(reason);
        };
        const gone = () => leave(signal.reason);
        const timer = setTimeout(() => leave(busy()), waitMs).unref();
        const settle = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", gone);
        };
        const own: Waiting = {
          client,
          begin() {
            settle();
            resolve();
          },
        };
        signal.addEventListener("abort", gone, { once: true });
        waiting.push(own);
        next();
      });
      return ending(client);
    },
  };
}

function tooMany(): GraphError {
  return new GraphError(
    "RATE_LIMITED",
    `Expected at most ${mostOfClient} statements of a client to wait; ask again when one of yours has ended.`,
    { retryAfter },
  );
}

function busy(): GraphError {
  return new GraphError(
    "SERVICE_UNAVAILABLE",
    "Others run SQL now, and it was not this request's turn in time; ask again shortly.",
    { retryAfter },
  );
}
