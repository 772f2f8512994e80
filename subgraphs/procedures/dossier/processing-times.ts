/** How many dossiers took how many whole days, by days. */
export type ProcessingTimes = Map<number, number>;

/**
 * The fewest days within which a share of the dossiers got their result: PostgreSQL's percentile_disc, exact at
 * one-day resolution. 0 gives the shortest time, 1 the longest; null when there is no dossier.
 */
export function percentileOf(times: ProcessingTimes, share: number): number | null {
  const shortestFirst = [...times].toSorted(([left], [right]) => left - right);
  const wanted = share * shortestFirst.reduce((sum, [, dossiers]) => sum + dossiers, 0);
  let within = 0;
  for (const [days, dossiers] of shortestFirst) {
    within += dossiers;
    if (within >= wanted) return days;
  }
  return null;
}
