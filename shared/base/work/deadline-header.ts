/** Header of the gateway's requests to a subgraph: how long it waits for the answer, in milliseconds. */
export const deadlineHeader = "x-graph-deadline-ms";

/**
 * The time that is left for a request: what its caller's header says, if that is a number, and never more than
 * `longestMs`.
 */
export function timeLeft(header: string | string[] | undefined, longestMs: number): number {
  if (typeof header !== "string" || !/^\d{1,9}$/.test(header)) return longestMs;
  return Math.min(Number(header), longestMs);
}
