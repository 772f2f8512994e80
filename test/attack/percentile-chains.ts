import { percentileOf } from "../../shared/statistics/measure";
import type { CubeFilter, Distribution } from "../../shared/statistics/question";
import { type Attack, around, type Chain, cellOf, mean, month } from "./sets";

/**
 * Chains by percentiles, which anybody may ask for one after the other: where one number goes over into the next is a
 * fraction of all rows, and its denominator says how many they are. Dossiers without a number are not among them.
 */
export const percentileChains: Readonly<Record<string, Chain>> = {
  "how many rows its percentiles are of": async (attack) => (await rowsBehind(attack, [cellOf(attack)])) ?? 0,

  "rows behind percentiles, with and without the cell": (attack) =>
    mean(
      around(attack).map(async (set) => {
        const without = await rowsBehind(attack, [set, { not: cellOf(attack) }]);
        return ((await rowsBehind(attack, [set])) ?? 0) - (without ?? 0);
      }),
    ),

  "the lowest and the highest number, with and without the cell": async (attack) => {
    const set = { unit: { in: [attack.dossier.unit] }, ...month(attack.dossier) };
    const [all, without] = await Promise.all(
      [[set], [set, { not: cellOf(attack) }]].map((filters) => distributionOf(attack, filters)),
    );
    const isSame = [0, 1].every(
      (share) => percentileOf(all ?? none, share) === percentileOf(without ?? none, share),
    );
    return isSame ? 0 : 1;
  },
};

const none: Distribution = new Map();

async function distributionOf(
  { ask, secret }: Attack,
  filters: readonly CubeFilter[],
): Promise<Distribution> {
  const found = await ask({ filter: { and: [secret, ...filters] }, groupBy: [], first: 1 });
  return (await found.distributions()).all;
}

/** So many numbers are looked for, and shares this near to each other. */
const [mostSteps, nearest] = [6, 2 ** -44];

/** How many rows percentiles are of, by nothing but these. */
async function rowsBehind(attack: Attack, filters: readonly CubeFilter[]): Promise<number | undefined> {
  const distribution = await distributionOf(attack, filters);
  const percentile = (share: number) => percentileOf(distribution, share);
  if (percentile(0) === null) return undefined;
  let rows = 1;
  let from = 0;
  for (let step = 0; step < mostSteps && percentile(from) !== percentile(1); step++) {
    const number = percentile(from);
    let [last, next] = [from, 1];
    while (next - last > nearest) {
      const middle = (last + next) / 2;
      if (percentile(middle) === number) last = middle;
      else next = middle;
    }
    rows = leastCommonMultiple(rows, denominatorOf(last));
    from = next;
  }
  return rows;
}

/** The denominator of the simplest fraction next to a share, by its continued fraction. */
function denominatorOf(share: number): number {
  let [before, denominator] = [0, 1];
  let rest = share;
  let [numerator, last] = [Math.floor(share), 1];
  for (let step = 0; step < 40 && Math.abs(share - numerator / denominator) > 2 ** -40; step++) {
    rest = 1 / (rest - Math.floor(rest));
    const whole = Math.floor(rest);
    [numerator, last] = [whole * numerator + last, numerator];
    [denominator, before] = [whole * denominator + before, denominator];
  }
  return denominator;
}

function leastCommonMultiple(left: number, right: number): number {
  const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));
  return (left / divisor(left, right)) * right;
}
