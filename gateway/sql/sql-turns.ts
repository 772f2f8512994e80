import { GraphError } from "../../shared/base/errors/graph-error";
import type { SqlLimits } from "./sql-limits";

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
const retryAfter = 5;

/** Clients take turns: whoever has had one stands behind all who wait. */
export function createSqlTurns({
  atOnce,
  atOnceOfClient,
  waitMs,
}: Pick<SqlLimits, "atOnce" | "atOnceOfClient" | "waitMs">): SqlTurns {
  const running = new Map<string, number>();
  let total = 0;
  // In the order in which clients were served last, then in the order of their coming.
  let waiting: Waiting[] = [];
  const runningOf = (client: string) => running.get(client) ?? 0;
  const count = (client: string, change: number) => {
    total += change;
    const left = runningOf(client) + change;
    if (left === 0) running.delete(client);
    else running.set(client, left);
  };
  const next = () => {
    while (total < atOnce) {
      const first = waiting.find(({ client }) => runningOf(client) < atOnceOfClient);
      if (!first) return;
      const { client } = first;
      const others = waiting.filter((each) => each.client !== client);
      waiting = [...others, ...waiting.filter((each) => each.client === client && each !== first)];
      count(client, 1);
      first.begin();
    }
  };
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
