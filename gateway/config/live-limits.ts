/** How many live queries there may be. */
export interface LiveLimits {
  /** In this process. */
  all: number;
  /** Of one client: a subject, or an address. */
  ofClient: number;
}

export const defaultLiveLimits: LiveLimits = { all: 20_000, ofClient: 1_000 };
