import { type Cube, keyCount, part, rowCountOf } from "../cube";
import type { Counts, Distribution } from "../question";
import type { KnownAnswers } from "./known-answers";
import type { Noise } from "./noise";
import type { Protection } from "./protection";

/** What protects counts: how, and with which noise. */
export interface Protector {
  cube: Cube;
  protection: Protection;
  noise: Noise;
  /** What was protected before. */
  known: KnownAnswers;
}

/**
 * The counts of a set of rows, each with the noise of the rows that it counts; fewer than k are none, and so is what came
 * without its rows' keys, for nobody asked for it. Sums get noise as of rows of the mean number.
 */
export function protectCounts(protector: Protector, counts: Counts): Counts {
  const { cube, noise } = protector;
  const found: Counts = {};
  for (const [name, { kind }] of Object.entries(cube.counts)) {
    if (kind === "sum") continue;
    const keys = counts[keyCount(name)];
    found[name] = keys === undefined ? 0 : protectCount(protector, part(counts, name), keys);
  }
  for (const name of Object.keys(cube.counts).filter((one) => part(cube.counts, one).kind === "sum")) {
    const over = denominatorOf(cube, name);
    const [rows, told] = [part(counts, over), part(found, over)];
    if (told === 0) {
      found[name] = 0;
      continue;
    }
    const mean = part(counts, name) / rows;
    const deviation = noise.of(rows, part(counts, keyCount(over)), 1) * Math.max(mean, 1);
    found[name] = Math.max(0, Math.round(mean * told + deviation));
  }
  return found;
}

/** A count of rows by the sum of their keys. */
export function protectCount({ protection, noise }: Protector, rows: number, keys: number): number {
  const { smallestCount } = protection;
  const told = rows < smallestCount ? 0 : rows + noise.of(rows, keys);
  return told < smallestCount ? 0 : told;
}

/** Counts that may be told, of protected ones that were added to and taken from each other. */
export function settleCounts({ cube, protection }: Protector, counts: Counts): Counts {
  const all = part(counts, rowCountOf(cube));
  const settled: Counts = {};
  for (const [name, { kind }] of Object.entries(cube.counts)) {
    const count = part(counts, name);
    if (kind === "sum") settled[name] = count;
    else settled[name] = count < protection.smallestCount ? 0 : Math.min(count, all);
  }
  if (all < protection.smallestCount) for (const name of Object.keys(settled)) settled[name] = 0;
  // What is divided is no more than what it is divided by.
  for (const { kind, count, of } of Object.values(cube.measures)) {
    if (of === undefined) continue;
    const denominator = part(settled, of);
    if (kind === "rate") settled[count] = Math.min(part(settled, count), denominator);
    else if (denominator === 0) settled[count] = 0;
  }
  return settled;
}

/**
 * A distribution in classes of neighbouring numbers, of at least 2k rows each, in which each row has the rounded mean:
 * no percentile is one row's number. Nothing of fewer.
 */
export function protectDistribution(
  { protection, noise }: Protector,
  distribution: Distribution,
): Distribution {
  const leastFirst = [...distribution]
    .filter(([, rows]) => rows > 0)
    .toSorted(([left], [right]) => left - right);
  const all = leastFirst.reduce((sum, [, rows]) => sum + rows, 0);
  const least = 2 * protection.smallestCount;
  const found: Distribution = new Map();
  if (all < least) return found;
  // Where the first class ends is no more known than how large it must be.
  let wanted = Math.min(all, least + Math.abs(noise.of(all, weightOf(leastFirst), 2)));
  let [rows, sum, left] = [0, 0, all];
  for (const [number, many] of leastFirst) {
    rows += many;
    sum += number * many;
    left -= many;
    if (left > 0 && (rows < wanted || left < least)) continue;
    const mean = Math.round(sum / rows);
    found.set(mean, (found.get(mean) ?? 0) + rows);
    [rows, sum, wanted] = [0, 0, least];
  }
  return found;
}

/** Tells one distribution from another. */
function weightOf(distribution: readonly (readonly [number, number])[]): number {
  return distribution.reduce((sum, [number, rows]) => (sum * 31 + (number + 1) * rows) % 2 ** 40, 7);
}

/** What a sum is the mean over: the count of rows that have the number. */
function denominatorOf(cube: Cube, sum: string): string {
  const mean = Object.values(cube.measures).find(({ kind, count }) => kind === "mean" && count === sum);
  return mean?.of ?? rowCountOf(cube);
}
