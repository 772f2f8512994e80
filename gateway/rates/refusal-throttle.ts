import { LRUCache } from "lru-cache";

/** Delays the refusals of a client that come too fast. */
export interface RefusalThrottle {
  /** How long a refusal is delayed, in milliseconds; `bytes`: of the request. */
  delayMs(client: string, bytes: number): number;
}

/** A client is refused once in so many milliseconds, */
const refusalMs = 2;
/** and in one more for so many bytes: a large text was read before it was refused. */
const bytesPerMs = 3_000;
/** Refusals of so many milliseconds come at once before any is delayed. */
const burstMs = 1_000;
/** Nobody waits longer for being refused. */
const longestMs = 1_000;
/** Clients whose refusals are counted. */
const maxClients = 10_000;

/**
 * Refusing is work, too: a client that asks again the moment it is refused, over a few connections, is refused thousands
 * of times a second, and little of the machine is left for anybody else. So refusals of one client that come fast are
 * delayed until they are at a steady pace (the generic cell rate algorithm,
 * https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm), and as it waits for one on each connection it asks no
 * faster. A client that is refused now and then has its answer at once. By hand: rate-limiter-flexible counts in windows.
 */
export function createRefusalThrottle(now: () => number = () => performance.now()): RefusalThrottle {
  /** When what each client was refused is over. */
  const overAt = new LRUCache<string, number>({ max: maxClients });
  return {
    delayMs(client, bytes) {
      const at = now();
      const begin = Math.max(at, overAt.get(client) ?? 0);
      const delay = Math.min(longestMs, Math.max(0, begin - at - burstMs));
      // No further ahead than a refusal is delayed at most, or a client would pay for what it did long ago.
      overAt.set(client, Math.min(begin + refusalMs + bytes / bytesPerMs, at + burstMs + longestMs));
      return delay;
    },
  };
}
