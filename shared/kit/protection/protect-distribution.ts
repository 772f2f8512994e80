import type { Distribution } from "../cube/statistics-query";
import type { Protector } from "./protect-counts";

type Entry = readonly [number: number, rows: number];

/**
 * A distribution in classes of neighbouring numbers, of at least 2k rows each, in which each row has the rounded mean: no
 * percentile is one row's number. Nothing of fewer. Classes have as many rows as may be shown: where one percentile goes
 * over into the next, all of them together would else reveal how many rows there are.
 */
export function protectDistribution(
  { protection, noise }: Protector,
  distribution: Distribution,
): Distribution {
  const { smallestCount } = protection;
  const leastFirst = inOrder(distribution);
  const all = rowsOf(leastFirst);
  const least = 2 * smallestCount;
  const found: Distribution = new Map();
  if (all < least) return found;
  // Where the first class ends is no more known than how large it must be.
  let wanted = Math.min(all, least + Math.abs(noise.of(all, weightOf(leastFirst), 2)));
  let some: Entry[] = [];
  let left = all;
  for (const entry of leastFirst) {
    some.push(entry);
    left -= entry[1];
    const rows = rowsOf(some);
    if (left > 0 && (rows < wanted || left < least)) continue;
    const mean = Math.round(some.reduce((sum, [number, many]) => sum + number * many, 0) / rows);
    const noisy = Math.max(smallestCount, rows + noise.of(rows, weightOf(some), 3));
    found.set(mean, (found.get(mean) ?? 0) + noisy);
    [some, wanted] = [[], least];
  }
  return found;
}

/** Adds a protected distribution up, or takes it away. */
export function addDistribution(sum: Distribution, distribution: Distribution, times: number): void {
  for (const [number, rows] of distribution) sum.set(number, (sum.get(number) ?? 0) + times * rows);
}

/** A sum as it may be shown: what was taken away and is not there is missing from the numbers next to it. */
export function settleDistribution({ protection }: Protector, sum: Distribution): Distribution {
  const settled: Distribution = new Map();
  let missing = 0;
  for (const [number, rows] of inOrder(sum, (many) => many !== 0)) {
    const left = rows - missing;
    missing = Math.max(0, -left);
    if (left > 0) settled.set(number, left);
  }
  return rowsOf([...settled]) - missing < 2 * protection.smallestCount ? new Map() : settled;
}

function inOrder(distribution: Distribution, isSome = (rows: number) => rows > 0): Entry[] {
  return [...distribution].filter(([, rows]) => isSome(rows)).toSorted(([left], [right]) => left - right);
}

function rowsOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, [, rows]) => sum + rows, 0);
}

/** Tells one distribution from another. */
function weightOf(distribution: readonly Entry[]): number {
  return distribution.reduce((sum, [number, rows]) => (sum * 31 + (number + 1) * rows) % 2 ** 40, 7);
}
