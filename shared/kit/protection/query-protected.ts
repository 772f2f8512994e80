import { badInput } from "../../base/errors/graph-error";
import { allGroups } from "../cube/check-query";
import { keyCount, part, rowCountOf } from "../cube/cube";
import { fillSteps } from "../cube/fill-steps";
import { noCounts } from "../cube/measure";
import { selectGroups } from "../cube/select-groups";
import {
  bucketKey,
  type Counts,
  compareKeys,
  type Group,
  type GroupKeys,
  groupKey,
  isOneGroup,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";
import { type CountedCells, countCells } from "./count-cells";
import { countExactTotals } from "./exact-totals";
import type { Plan } from "./plan-query";
import { type Protector, protectCount } from "./protect-counts";
import type { EngineAnswer, ProtectedAnswer, ProtectedContext } from "./protected-context";
import { queryDistributions } from "./query-distributions";

/** Answers a query for the public. Filters, `having` and order are evaluated on what the public may know. */
export async function queryProtected(
  context: ProtectedContext,
  query: StatisticsQuery,
): Promise<ProtectedAnswer> {
  if (query.classes?.length) throw chosenClasses();
  const { protector } = context;
  const plan = context.plan(query);
  const isApart = !plan.exactDays && !plan.hasSameTotals && !isOneGroup(query);
  const [exactTotals, some, apart] = await Promise.all([
    plan.exactDays && countExactTotals(context, plan.exactDays),
    plan.hasExactGroups ? exactSteps(context, plan) : groupsOf(context, plan),
    isApart ? groupsOf(context, context.plan(plan.whole)) : undefined,
  ]);
  const isExact = plan.hasExactGroups && exactTotals !== undefined;
  const exact = isExact && some === undefined ? ofAll(context, plan, exactTotals) : some;
  const groups = exact && (isExact || !plan.hasExactGroups) ? exact : await groupsOf(context, plan);
  const totals =
    exactTotals?.counts ??
    groups.totals ??
    apart?.totals ??
    (await groupsOf(context, { ...context.plan(plan.whole), exactDays: undefined })).totals;
  const earliest = [groups, ...(exactTotals ? [exactTotals] : [])].map(({ asOf }) => asOf.getTime());
  return {
    ...{ groups: groups.groups, totals: totals ?? noCounts(protector.cube) },
    asOf: new Date(Math.min(...earliest)),
    protects: { groups: !isExact, totals: exactTotals === undefined, ...protector.protection },
    distributions: (some) => {
      const found = { groups: groups.groups, isExact, isTotalExact: exactTotals !== undefined };
      return queryDistributions(context, plan, found, some);
    },
  };
}

/** Sets that a client delimits freely reveal single rows by their differences. */
function chosenClasses(): Error {
  return badInput(
    "classes: expected none, as those of the cube are protected; got some. Ask as an analyst.",
    ["classes"],
  );
}

interface Found {
  groups: Group[];
  /** Undefined where they are not the sum of the same cells. */
  totals: Counts | undefined;
  asOf: Date;
  /** Of the engine, where one answer has all the groups. */
  answer?: EngineAnswer | undefined;
}

/** All rows as the one group of a query. */
function ofAll(
  { protector: { cube } }: ProtectedContext,
  { query }: Plan,
  { counts, asOf }: { counts: Counts; asOf: Date },
): Found {
  const group = { keys: { [bucketKey]: null }, counts };
  return { groups: selectGroups(cube, query, [group]), totals: counts, asOf };
}

/** All rows by months or longer steps, exactly; undefined for a query without steps. */
async function exactSteps({ run }: ProtectedContext, { query }: Plan): Promise<Found | undefined> {
  const { asOf = null, filter = null, having, orderBy, groupBy, timeBucket, first } = query;
  return timeBucket ? run({ asOf, filter, having, orderBy, groupBy, timeBucket, first }) : undefined;
}

async function groupsOf(context: ProtectedContext, plan: Plan): Promise<Found> {
  const { protector, answers } = context;
  const { cube } = protector;
  const { query } = plan;
  if (isOneGroup(query)) {
    const { groups, asOf, answer } = await countCells(context, plan, allGroups);
    const totals = groups[0]?.counts ?? noCounts(cube);
    const group = { keys: { [bucketKey]: null }, counts: totals };
    return { groups: selectGroups(cube, query, [group]), totals, asOf, answer };
  }
  const wanted = query.first + 1;
  const isFilled = query.timeBucket?.fillGaps === true;
  const requested = isFilled && plan.shape.queriesCombinations ? combinationsOf(context, plan) : undefined;
  for (let { first } = plan; ; first = Math.min(first * 8, allGroups)) {
    const [found] = await Promise.all([countCells(context, plan, first), requested]);
    const { groups, totals, asOf, isAll, answer } = found;
    const visible = answers.of("visible", [groups], () =>
      groups.filter(({ counts }) => part(counts, rowCountOf(cube)) > 0),
    );
    if (!isAll && visible.length < wanted) continue;
    plan.first = first;
    const filled = isFilled ? await fill(context, plan, visible, found, requested) : visible;
    const selected = answers.of(plan.text, [filled], () => selectGroups(cube, query, filled));
    return { groups: selected, totals, asOf, answer };
  }
}

/** Steps without rows that may be shown, of all combinations of keys that may be shown. */
async function fill(
  context: ProtectedContext,
  plan: Plan,
  visible: readonly Group[],
  { isAll, answer }: CountedCells,
  requested: Promise<readonly Group[]> | undefined,
): Promise<Group[]> {
  const { protector, today, answers } = context;
  const { query } = plan;
  const counted = isAll && plan.hasSameCombinations && !answer?.lacksFew ? answer?.groups : undefined;
  const isCounted = query.groupBy.length === 0 || counted !== undefined;
  if (!isCounted) plan.shape.queriesCombinations = true;
  const among = isCounted ? undefined : await (requested ?? combinationsOf(context, plan));
  return answers.of(`filled ${plan.text}`, [visible, among ?? counted ?? visible], () => {
    const combinations = among?.map(({ keys }) => keys) ?? combinationsIn(protector, plan, counted ?? []);
    return fillSteps(protector.cube, query, today, { visible, combinations, isAll });
  });
}

/** The groups without time that may be shown. */
async function combinationsOf(context: ProtectedContext, { query }: Plan): Promise<readonly Group[]> {
  const { asOf = null, filter = null, groupBy } = query;
  const { groups } = await groupsOf(
    context,
    context.plan({ asOf, filter, groupBy, measures: [], first: allGroups }),
  );
  return groups;
}

/** The combinations of keys, without time, that may be shown of all groups of one cell. */
function combinationsIn(protector: Protector, { query }: Plan, counted: readonly Group[]): GroupKeys[] {
  const { cube } = protector;
  if (query.groupBy.length === 0) return [{}];
  const names = keysOf(cube, query);
  const rows = rowCountOf(cube);
  const sums = new Map<string, { keys: GroupKeys; rows: number; rowKeys: number }>();
  for (const { keys, counts } of counted) {
    const combination = { ...keys, [bucketKey]: null };
    const key = groupKey(combination, names);
    const sum = sums.get(key) ?? { keys: combination, rows: 0, rowKeys: 0 };
    sums.set(key, sum);
    sum.rows += part(counts, rows);
    sum.rowKeys += part(counts, keyCount(rows));
  }
  return [...sums.values()]
    .filter((sum) => protectCount(protector, sum.rows, sum.rowKeys) > 0)
    .map(({ keys }) => keys)
    .toSorted((left, right) => compareKeys({ keys: left, counts: {} }, { keys: right, counts: {} }, names));
}
