import { type Cube, keyCount, part, rowCountOf } from "../cube/cube";
import { noCounts } from "../cube/measure";
import type { Protection } from "../cube/protection";
import type { Counts } from "../cube/statistics-query";
import type { Noise } from "./noise";

/** What protects counts: how, and with which noise. */
export interface Protector {
  cube: Cube;
  protection: Protection;
  noise: Noise;
}

/**
 * Makes what gives the counts of a set of rows, each with the noise of the rows that it counts; fewer than k are none,
 * and so is what nobody requested. Sums get noise as of rows of the mean number.
 */
export function countsProtector(
  protector: Protector,
  visible: readonly string[],
): (counts: Counts) => Counts {
  const { cube, noise } = protector;
  const none = noCounts(cube);
  const isSum = (name: string) => part(cube.counts, name).kind === "sum";
  const ofRows = visible.filter((name) => !isSum(name)).map((name) => ({ name, keys: keyCount(name) }));
  const sums = visible.filter(isSum).map((name) => {
    const over = denominatorOf(cube, name);
    return { name, over, keys: keyCount(over) };
  });
  return (counts) => {
    const found = { ...none };
    for (const { name, keys } of ofRows)
      found[name] = protectCount(protector, part(counts, name), part(counts, keys));
    for (const { name, over, keys } of sums) {
      const [rows, protectedRows] = [part(counts, over), part(found, over)];
      if (protectedRows === 0) continue;
      const mean = part(counts, name) / rows;
      const deviation = noise.of(rows, part(counts, keys), 1) * Math.max(mean, 1);
      found[name] = Math.max(0, Math.round(mean * protectedRows + deviation));
    }
    return found;
  };
}

/** A count of rows by the sum of their keys. */
export function protectCount({ protection, noise }: Protector, rows: number, keys: number): number {
  const { smallestCount } = protection;
  if (rows < smallestCount) return 0;
  const noisy = rows + noise.of(rows, keys);
  return noisy < smallestCount ? 0 : noisy;
}

/** Makes the function that returns counts that may be shown, of sums and differences of protected ones. */
export function countsSettler({ cube, protection }: Protector): (counts: Counts) => Counts {
  const { smallestCount } = protection;
  const none = noCounts(cube);
  const rows = rowCountOf(cube);
  const ofRows = Object.keys(cube.counts).filter((name) => part(cube.counts, name).kind !== "sum");
  const divided = Object.values(cube.measures).flatMap(({ kind, count, of }) =>
    of === undefined ? [] : [{ kind, count, of }],
  );
  return (counts) => {
    const all = part(counts, rows);
    if (all < smallestCount) return none;
    const settled = { ...counts };
    for (const name of ofRows) {
      const count = part(counts, name);
      settled[name] = count < smallestCount ? 0 : Math.min(count, all);
    }
    // What is divided is no more than what it is divided by.
    for (const { kind, count, of } of divided) {
      const denominator = part(settled, of);
      if (kind === "rate") settled[count] = Math.min(part(settled, count), denominator);
      else if (denominator === 0) settled[count] = 0;
    }
    return settled;
  };
}

/** What a sum is the mean over: the count of rows that have the number. */
function denominatorOf(cube: Cube, sum: string): string {
  const mean = Object.values(cube.measures).find(({ kind, count }) => kind === "mean" && count === sum);
  return mean?.of ?? rowCountOf(cube);
}
