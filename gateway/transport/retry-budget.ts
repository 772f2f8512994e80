/**
 * How many requests may be sent a second time: a fifth of those that are sent a first time. When everything
 * fails, retries of everything would double the load of a subgraph that is going under. By hand: no maintained library
 * has it.
 */
export interface RetryBudget {
  /** Counts a first attempt. */
  earn(): void;
  /** Whether a second attempt may be made; it is paid for at once. */
  spend(): boolean;
}

const earned = 0.2;
/** No more than this is saved up, or a quiet night would pay for a storm in the morning. */
const most = 10;
/** The first failure after a start may be tried again. */
const atFirst = 1;

export function createRetryBudget(): RetryBudget {
  let saved = atFirst;
  return {
    earn() {
      saved = Math.min(most, saved + earned);
    },
    spend() {
      // 0.2 five times is a little less than 1.
      if (saved < 1 - 1e-9) return false;
      saved = Math.max(0, saved - 1);
      return true;
    },
  };
}
