import { allGroups } from "../check-question";
import {
  type Distribution,
  type FoundDistributions,
  type Group,
  type GroupKeys,
  groupKey,
  isOneGroup,
} from "../question";
import { keysOf } from "../statistics-sql";
import type { AskedCell, Plan } from "./plan-question";
import { addDistribution, protectDistribution, settleDistribution } from "./protect-distribution";
import type { ProtectedAsking } from "./protected-asking";

/** Cells that are asked for together. */
const atOnce = 4;

/**
 * How the number that percentiles are of is spread in groups, as the public may know it: put together from the same cells
 * as counts are, each protected, so that two sets differ by nothing that counts would not tell.
 */
export async function askDistributions(
  asking: ProtectedAsking,
  plan: Plan,
  { groups, isExact, isTotalExact }: { groups: readonly Group[]; isExact: boolean; isTotalExact: boolean },
  some?: readonly GroupKeys[],
): Promise<FoundDistributions> {
  const { protector, ask } = asking;
  const { question } = plan;
  const { asOf = null, filter = null, groupBy, timeBucket = null, first } = question;
  const names = keysOf(protector.cube, question);
  const mayBeTold = new Set(groups.map((group) => groupKey(group.keys, names)));
  const keys = some
    ? some.filter((one) => mayBeTold.has(groupKey(one, names)))
    : groups.slice(0, first).map((group) => group.keys);
  const exact = async (
    of: { groupBy: readonly string[]; timeBucket: typeof timeBucket },
    among?: typeof keys,
  ) => (await ask({ asOf, filter, ...of, first: 1 })).distributions(among);
  const ofAll = async () =>
    isTotalExact
      ? (await exact({ groupBy: [], timeBucket: null })).all
      : settleDistribution(protector, addedUp(await sumsOfCells(asking, asking.plan(plan.whole))));
  const [found, all] = await Promise.all([
    isExact
      ? exact({ groupBy, timeBucket }, keys).then((one) => one.groups)
      : sumsOfCells(asking, plan, keys),
    ofAll(),
  ]);
  const told = keys.flatMap((one) => {
    const key = groupKey(one, names);
    const distribution = found.get(key);
    if (!distribution) return [];
    return [[key, isExact ? distribution : settleDistribution(protector, distribution)] as const];
  });
  return { groups: new Map(told), all };
}

/** The protected distributions of a question's cells, added up by group. */
async function sumsOfCells(
  asking: ProtectedAsking,
  plan: Plan,
  keys?: readonly GroupKeys[],
): Promise<Map<string, Distribution>> {
  const sums = new Map<string, Distribution>();
  for (let at = 0; at < plan.cells.length; at += atOnce) {
    const cells = plan.cells.slice(at, at + atOnce);
    const found = await Promise.all(cells.map((cell) => distributionsOfCell(asking, plan, cell, keys)));
    for (const [place, cell] of cells.entries())
      for (const [key, distribution] of found[place] ?? []) {
        const sum = sums.get(key) ?? new Map<number, number>();
        sums.set(key, sum);
        addDistribution(sum, protectDistribution(asking.protector, distribution), cell.times);
      }
  }
  return sums;
}

/** The distributions of a cell, or of all cells that it stands for, by the groups of the question. */
async function distributionsOfCell(
  { protector: { cube }, ask }: ProtectedAsking,
  { question, first }: Plan,
  cell: AskedCell,
  keys: readonly GroupKeys[] | undefined,
): Promise<(readonly [string, Distribution])[]> {
  const names = keysOf(cube, question);
  const own = keysOf(cube, cell.question);
  if (cell.isOne) {
    if (!isOneGroup(question))
      return [...(await (await ask({ ...cell.question, first })).distributions(keys)).groups];
    const answer = await ask({ ...cell.question, first: allGroups });
    return [[groupKey({}, names), (await answer.distributions([])).all]];
  }
  const answer = await ask({ ...cell.question, first: allGroups });
  const { groups } = await answer.distributions();
  return [...groups].map(([key, distribution]) => {
    const values: (string | null)[] = JSON.parse(key);
    const coarser = Object.fromEntries(own.map((name, at) => [name, values[at] ?? null]));
    return [groupKey(coarser, names), distribution] as const;
  });
}

function addedUp(sums: ReadonlyMap<string, Distribution>): Distribution {
  const all: Distribution = new Map();
  for (const sum of sums.values()) addDistribution(all, sum, 1);
  return all;
}
