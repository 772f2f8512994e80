/**
 * Header of a subgraph's answer that was not read from its own database but from a replica of it: the instant that it is as of,
 * ISO 8601. Everything that was committed before is in it.
 */
export const dataAsOfHeader = "x-graph-data-as-of";

/** The earliest of some instants in ISO 8601 in UTC, such as this header's; absent ones do not count. */
export function earliestOf(instants: readonly (string | undefined)[]): string | undefined {
  return instants.filter((instant) => instant !== undefined).toSorted()[0];
}

/** Notes in what records an answer that a part of it is as of an instant; the earliest remains. */
export function noteDataAsOf(record: { dataAsOf?: string }, instant: string | undefined): void {
  const earliest = earliestOf([record.dataAsOf, instant]);
  if (earliest !== undefined) record.dataAsOf = earliest;
}
