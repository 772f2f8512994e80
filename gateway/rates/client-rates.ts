import { LRUCache } from "lru-cache";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Clock } from "../../shared/base/clock/clock";
import type { Role } from "../../shared/http/identity/viewer";
import { type RateStatus, type Rates, rateLimited, windowSeconds } from "./rates";

/** Whoever is counted by itself. */
export interface Client {
  role: Role;
  /** The subject of its token, or its address. */
  key: string;
}

/** Counts the cost of each client's operations. */
export interface ClientRates {
  /** Takes a cost from what a client may ask for. Throws GraphError RATE_LIMITED when nothing was left before. */
  charge(client: Client, cost: number): Promise<RateStatus | undefined>;
  /** Whether it is counted at all: its role has a rate. */
  counts(client: Client): boolean;
  /** What is left of a client that has nothing left, without a request to the store. */
  exhausted(client: Client): RateStatus | undefined;
  /** Whether the shared store counts; undefined where there is none. */
  isStoreUp(): boolean | undefined;
  close(): Promise<void>;
}

/** Counts of all roles, in this process or shared with others. */
export interface RateStore {
  limiter(options: { points: number; duration: number; keyPrefix: string }): RateLimiterAbstract;
  /** Absent where nothing is shared. */
  isUp?: () => boolean;
  close(): Promise<void>;
}

/** Each process counts for itself. */
export const ownRateStore: RateStore = {
  limiter: (options) => new RateLimiterMemory(options),
  close: async () => {},
};

/** How many clients that have nothing left are cached. */
const maxExhausted = 10_000;

/**
 * What is left is taken by the operation that needs more than that, once: no operation within the budget is refused
 * because it comes late in a minute.
 */
export function createClientRates(
  rates: Rates,
  clock: Pick<Clock, "now">,
  store: RateStore = ownRateStore,
): ClientRates {
  const limiters = new Map(
    Object.entries(rates)
      .filter(([, points]) => points > 0)
      .map(([role, points]) => {
        return [role, store.limiter({ points, duration: windowSeconds, keyPrefix: `rate:${role}` })];
      }),
  );
  const exhausted = new LRUCache<string, number>({ max: maxExhausted });
  const statusOf = ({ role }: Client, { consumedPoints, msBeforeNext }: RateLimiterRes): RateStatus => ({
    quota: rates[role],
    left: Math.max(0, rates[role] - consumedPoints),
    resetsIn: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  });
  return {
    counts: ({ role }) => limiters.has(role),
    async charge(client, cost) {
      const limiter = limiters.get(client.role);
      if (!limiter) return undefined;
      const points = Math.ceil(cost);
      const counted = await limiter.consume(client.key, points).catch((refused: unknown) => {
        // Refused is also what takes the last of it.
        if (refused instanceof RateLimiterRes) return refused;
        throw refused;
      });
      const status = statusOf(client, counted);
      if (status.left > 0) return status;
      exhausted.set(`${client.role} ${client.key}`, clock.now().getTime() + counted.msBeforeNext);
      if (counted.consumedPoints - points >= rates[client.role]) throw rateLimited(status);
      return status;
    },
    exhausted(client) {
      if (exhausted.size === 0) return undefined;
      const key = `${client.role} ${client.key}`;
      const until = exhausted.get(key);
      if (until === undefined) return undefined;
      const resetsIn = Math.ceil((until - clock.now().getTime()) / 1000);
      if (resetsIn > 0) return { quota: rates[client.role], left: 0, resetsIn };
      exhausted.delete(key);
      return undefined;
    },
    isStoreUp: () => store.isUp?.(),
    close: () => store.close(),
  };
}
