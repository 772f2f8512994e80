import { type Clock, fixedClock } from "./clock";

/** Header of the gateway's requests to its subgraphs: when an operation began, as ISO 8601. */
export const operationInstantHeader = "x-graph-now";

/** As long as a statement of the gateway is valid: servers whose clocks differ by more do not talk. */
const maxDifferenceMs = 60_000;

/**
 * The clock of one operation, which is fixed at the instant of the header: all subgraphs that an operation needs
 * count by one day, also when it comes at midnight in Hanoi. What is no instant, or another than this subgraph's own
 * clock could show, is ignored; so is every header if the clock is fixed.
 */
export function operationClock(clock: Clock, header: string | string[] | undefined): Clock {
  if (clock.isFixed || typeof header !== "string") return clock;
  const now = clock.now();
  const instant = new Date(header);
  return Math.abs(instant.getTime() - now.getTime()) <= maxDifferenceMs
    ? fixedClock(instant)
    : fixedClock(now);
}
