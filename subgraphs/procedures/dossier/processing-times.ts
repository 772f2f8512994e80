/** How many dossiers took how many whole days, shortest first. */
export interface ProcessingTimes {
  days: number[];
  dossiers: number[];
}

/**
 * The fewest days within which a share of the dossiers got their result: PostgreSQL's percentile_disc, exact at
 * one-day resolution. 0 gives the shortest time, 1 the longest; null when there is no dossier.
 */
export function percentileOf({ days, dossiers }: ProcessingTimes, share: number): number | null {
  const total = dossiers.reduce((sum, count) => sum + count, 0);
  let within = 0;
  for (const [at, count] of dossiers.entries()) {
    within += count;
    if (within >= share * total) return days[at] ?? null;
  }
  return days.at(-1) ?? null;
}
