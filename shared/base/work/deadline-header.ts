/** Header in which the gateway tells a subgraph how long it waits for the answer, in milliseconds. */
export const deadlineHeader = "x-graph-deadline-ms";

/** The time that is left for a request: what its caller tells, if that is a number, and never more than `longestMs`. */
export function timeLeft(told: string | string[] | undefined, longestMs: number): number {
  if (typeof told !== "string" || !/^\d{1,9}$/.test(told)) return longestMs;
  return Math.min(Number(told), longestMs);
}
