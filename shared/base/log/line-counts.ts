/** Levels that are counted, by pino's numbers: https://getpino.io/#/docs/api?id=loggerlevels-object */
const counted = new Map([
  [40, "warn"],
  [50, "error"],
  [60, "fatal"],
]);

const counts = new Map([...counted.values()].map((level) => [level, 0]));

/** Counts a line that the process logs. */
export function countLine(levelNumber: number): void {
  const level = counted.get(levelNumber);
  if (level !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1);
}

/** How many lines of each level of urgency the process has logged. */
export function lineCounts(): ReadonlyMap<string, number> {
  return counts;
}
