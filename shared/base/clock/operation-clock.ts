import { type Clock, fixedClock } from "./clock";

/** Header in which the gateway tells its subgraphs when an operation began, as ISO 8601. */
export const operationInstantHeader = "x-graph-now";

/** As long as a statement of the gateway is valid: servers whose clocks differ by more do not talk. */
const maxDifferenceMs = 60_000;

/**
 * The clock of one operation, which stands at the instant that the gateway tells: all subgraphs that an operation asks
 * count by one day, also when it comes at midnight in Hanoi. What is no instant, or another than this subgraph's own
 * clock could show, is left aside; so is everything beside a clock that was fixed.
 */
export function operationClock(clock: Clock, told: string | string[] | undefined): Clock {
  if (clock.isFixed || typeof told !== "string") return clock;
  const now = clock.now();
  const instant = new Date(told);
  return Math.abs(instant.getTime() - now.getTime()) <= maxDifferenceMs
    ? fixedClock(instant)
    : fixedClock(now);
}
