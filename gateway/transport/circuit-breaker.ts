import type { Clock } from "../../shared/base/clock/clock";

export type BreakerState = "closed" | "open" | "trying";

/** Keeps requests away from a subgraph that does not answer, so that nobody waits for it in vain. */
export interface CircuitBreaker {
  /** Whether a request may go out. After the pause, one may, and its outcome decides for the others. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
  /** The request that was allowed ended without an outcome: its client has gone. */
  gaveUp(): void;
  state(): BreakerState;
  /** Milliseconds until it tries again; 0 unless it is open. */
  pauseLeft(): number;
}

export interface CircuitBreakerOptions {
  /** It opens after this many failures in a row. */
  failures: number;
  /** How long it stays open, in milliseconds, before it tries again. */
  pauseMs: number;
  clock: Clock;
}

export function createCircuitBreaker({ failures, pauseMs, clock }: CircuitBreakerOptions): CircuitBreaker {
  let inARow = 0;
  let state: BreakerState = "closed";
  let triesAt = 0;
  const open = () => {
    state = "open";
    triesAt = clock.now().getTime() + pauseMs;
  };
  return {
    allows() {
      if (state === "closed") return true;
      if (state === "trying" || clock.now().getTime() < triesAt) return false;
      state = "trying";
      return true;
    },
    succeeded() {
      inARow = 0;
      state = "closed";
    },
    failed() {
      inARow++;
      if (state === "trying" || inARow >= failures) open();
    },
    gaveUp() {
      if (state === "trying") state = "open";
    },
    state: () => state,
    pauseLeft: () => (state === "open" ? Math.max(0, triesAt - clock.now().getTime()) : 0),
  };
}
