import { part } from "../cube/cube";
import { noCounts } from "../cube/measure";
import { bucketKey, type Counts, type Group, groupKey } from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";
import type { Plan } from "./plan-query";
import { countsProtector, countsSettler } from "./protect-counts";
import type { EngineAnswer, ProtectedContext } from "./protected-context";

/** Cells that are queried at the same time. */
const atOnce = 4;

export interface CountedCells {
  groups: Group[];
  totals: Counts | undefined;
  asOf: Date;
  isAll: boolean;
  /** The engine's answer, where the cells are one. */
  answer: EngineAnswer | undefined;
}

/** The groups of a query by its cells: each is protected, and then they are added up. */
export async function countCells(
  context: ProtectedContext,
  plan: Plan,
  first: number,
): Promise<CountedCells> {
  const { run, now, answers } = context;
  const found: EngineAnswer[] = [];
  for (let at = 0; at < plan.cells.length; at += atOnce) {
    const some = plan.cells.slice(at, at + atOnce);
    found.push(...(await Promise.all(some.map(({ query }) => run({ ...query, first })))));
  }
  const [one, ...others] = found.map(({ groups }) => groups);
  const addUp = () => addUpCells(context, plan, found, first);
  const sum = one ? answers.of(`${first} ${plan.cellsText}`, [one, ...others], addUp) : addUp();
  const earliest = Math.min(now.getTime(), ...found.map(({ asOf }) => asOf.getTime()));
  const isOne = found.length === 1 && plan.cells[0]?.isOne;
  return { ...sum, asOf: new Date(earliest), answer: isOne ? found[0] : undefined };
}

function addUpCells(
  { protector }: ProtectedContext,
  { query, cells, visible, hasSameTotals, exactDays }: Plan,
  found: readonly EngineAnswer[],
  first: number,
): Pick<CountedCells, "groups" | "totals" | "isAll"> {
  const { cube } = protector;
  const [protect, settle] = [countsProtector(protector, visible), countsSettler(protector)];
  const names = keysOf(cube, query);
  const sums = new Map<string, Group>();
  const totals = noCounts(cube);
  // Of one cell there is nothing to add up.
  const only = cells.length === 1 && cells[0]?.isOne && cells[0].times === 1 ? found[0] : undefined;
  for (const [at, { times }] of cells.entries()) {
    const answer = found[at];
    if (!answer) continue;
    if (hasSameTotals && !exactDays) add(totals, protect(answer.totals), times);
    for (const { keys, counts } of only ? [] : wholeStepsOf(answer.groups, first)) {
      const key = groupKey(keys, names);
      const own = Object.fromEntries(names.map((name) => [name, keys[name] ?? null]));
      const sum = sums.get(key) ?? { keys: own, counts: noCounts(cube) };
      sums.set(key, sum);
      add(sum.counts, protect(counts), times);
    }
  }
  const groups = only
    ? only.groups.slice(0, first).map(({ keys, counts }) => ({ keys, counts: settle(protect(counts)) }))
    : [...sums.values()].map(({ keys, counts }) => ({ keys, counts: settle(counts) }));
  return {
    groups,
    totals: hasSameTotals && !exactDays ? settle(totals) : undefined,
    isAll: found.every((answer) => answer.groups.length <= first),
  };
}

/** The first groups; without those of the last step, of which there may be more, if there are more groups. */
function wholeStepsOf(groups: readonly Group[], first: number): readonly Group[] {
  if (groups.length <= first) return groups;
  const last = groups[first]?.keys[bucketKey];
  return groups.slice(0, first).filter(({ keys }) => keys[bucketKey] !== last);
}

function add(sum: Counts, counts: Counts, times: number): void {
  for (const [name, count] of Object.entries(counts)) sum[name] = part(sum, name) + times * count;
}
