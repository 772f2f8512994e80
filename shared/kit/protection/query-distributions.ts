import { allGroups } from "../cube/check-query";
import {
  type Distribution,
  type FoundDistributions,
  type Group,
  type GroupKeys,
  groupKey,
  isOneGroup,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";
import type { Plan, RequestedCell } from "./plan-query";
import { addDistribution, protectDistribution, settleDistribution } from "./protect-distribution";
import type { ProtectedContext } from "./protected-context";

/** Cells that are queried at the same time. */
const atOnce = 4;

/**
 * How the number that percentiles are of is spread in groups, as the public may know it: added up from the same cells
 * as counts are, each protected, so that the difference of two sets reveals no more than their counts do.
 */
export async function queryDistributions(
  context: ProtectedContext,
  plan: Plan,
  { groups, isExact, isTotalExact }: { groups: readonly Group[]; isExact: boolean; isTotalExact: boolean },
  some?: readonly GroupKeys[],
): Promise<FoundDistributions> {
  const { protector, run } = context;
  const { query } = plan;
  const { asOf = null, filter = null, groupBy, timeBucket = null, first } = query;
  const names = keysOf(protector.cube, query);
  const mayBeShown = new Set(groups.map((group) => groupKey(group.keys, names)));
  const keys = some
    ? some.filter((one) => mayBeShown.has(groupKey(one, names)))
    : groups.slice(0, first).map((group) => group.keys);
  const exact = async (
    of: { groupBy: readonly string[]; timeBucket: typeof timeBucket },
    among?: typeof keys,
  ) => (await run({ asOf, filter, ...of, first: 1 })).distributions(among);
  const ofAll = async () =>
    isTotalExact
      ? (await exact({ groupBy: [], timeBucket: null })).all
      : settleDistribution(protector, addedUp(await sumsOfCells(context, context.plan(plan.whole))));
  const [found, all] = await Promise.all([
    isExact
      ? exact({ groupBy, timeBucket }, keys).then((one) => one.groups)
      : sumsOfCells(context, plan, keys),
    ofAll(),
  ]);
  const visible = keys.flatMap((one) => {
    const key = groupKey(one, names);
    const distribution = found.get(key);
    if (!distribution) return [];
    return [[key, isExact ? distribution : settleDistribution(protector, distribution)] as const];
  });
  return { groups: new Map(visible), all };
}

/** The protected distributions of a query's cells, added up by group. */
async function sumsOfCells(
  context: ProtectedContext,
  plan: Plan,
  keys?: readonly GroupKeys[],
): Promise<Map<string, Distribution>> {
  const sums = new Map<string, Distribution>();
  for (let at = 0; at < plan.cells.length; at += atOnce) {
    const cells = plan.cells.slice(at, at + atOnce);
    const found = await Promise.all(cells.map((cell) => distributionsOfCell(context, plan, cell, keys)));
    for (const [ordinal, cell] of cells.entries())
      for (const [key, distribution] of found[ordinal] ?? []) {
        const sum = sums.get(key) ?? new Map<number, number>();
        sums.set(key, sum);
        addDistribution(sum, protectDistribution(context.protector, distribution), cell.times);
      }
  }
  return sums;
}

/** The distributions of a cell, or of all cells that it represents, by the groups of the query. */
async function distributionsOfCell(
  { protector: { cube }, run }: ProtectedContext,
  { query, first }: Plan,
  cell: RequestedCell,
  keys: readonly GroupKeys[] | undefined,
): Promise<(readonly [string, Distribution])[]> {
  const names = keysOf(cube, query);
  const own = keysOf(cube, cell.query);
  if (cell.isOne) {
    if (!isOneGroup(query))
      return [...(await (await run({ ...cell.query, first })).distributions(keys)).groups];
    const answer = await run({ ...cell.query, first: allGroups });
    return [[groupKey({}, names), (await answer.distributions([])).all]];
  }
  const answer = await run({ ...cell.query, first: allGroups });
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
