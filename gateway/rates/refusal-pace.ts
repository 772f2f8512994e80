/** Keeps a client's refusals apart from one another. */
export interface RefusalPace {
  /** How long a refusal is held back, in milliseconds; `bytes`: of the request. */
  delayMs(client: string, bytes: number): number;
}

/** A client is refused once in so many milliseconds, */
const refusalMs = 2;
/** and in one more for so many bytes: a large text was read before it was refused. */
const bytesPerMs = 3_000;
/** Refusals of so many milliseconds come at once before any is held back. */
const burstMs = 1_000;
/** Nobody waits longer for being refused. */
const longestMs = 1_000;
/** Clients that are remembered. */
const mostClients = 10_000;

/**
 * Refusing is work, too: a client that asks again the moment it is refused, over a few connections, is refused thousands
 * of times a second, and little of the machine is left for anybody else. So refusals of one client that come fast are
 * held back until they are at a steady pace (the generic cell rate algorithm,
 * https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm), and as it waits for one on each connection it asks no
 * faster. Whoever is refused now and then is told at once.
 */
export function createRefusalPace(now: () => number = () => performance.now()): RefusalPace {
  // When what each client was refused is over; the first is who was refused longest ago.
  const overAt = new Map<string, number>();
  return {
    delayMs(client, bytes) {
      const at = now();
      const begin = Math.max(at, overAt.get(client) ?? 0);
      const delay = Math.min(longestMs, Math.max(0, begin - at - burstMs));
      overAt.delete(client);
      // No further ahead than what is held back at most, or a client would pay for what it did long ago.
      overAt.set(client, Math.min(begin + refusalMs + bytes / bytesPerMs, at + burstMs + longestMs));
      for (const [other, over] of overAt) {
        if (over > at && overAt.size <= mostClients) break;
        overAt.delete(other);
      }
      return delay;
    },
  };
}
