import { GraphError } from "../../shared/base/errors/graph-error";
import type { Role } from "../../shared/http/identity/viewer";

/** What one client of a role may ask for in a minute, as costs are reckoned; 0: without end. */
export type Rates = Readonly<Record<Role, number>>;

/** One client of the public may take half of what a process answers, not all of it. */
export const defaultRates: Rates = {
  public: 3_000_000,
  analyst: 12_000_000,
  editor: 6_000_000,
  admin: 12_000_000,
};

/** How long a cost counts, from a client's first request on, in seconds. */
export const windowSeconds = 60;

/** What a client has left, as the IETF's header fields give it. */
export interface RateStatus {
  /** Of a minute. */
  quota: number;
  left: number;
  /** Seconds until all of it is there again. */
  resetsIn: number;
}

/** Thrown for a client that has nothing left. */
export function rateLimited({ quota, resetsIn }: RateStatus): GraphError {
  return new GraphError(
    "RATE_LIMITED",
    `Expected operations of at most ${quota.toLocaleString("en")} in cost within ${windowSeconds} s; ask again in ${resetsIn} s.`,
    { retryAfter: resetsIn },
  );
}
