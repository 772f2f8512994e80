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
import { countCity } from "./exact-totals";
import type { Plan } from "./plan-query";
import { type Protector, protectCount } from "./protect-counts";
import type { EngineAnswer, ProtectedAnswer, ProtectedContext } from "./protected-context";
import { askDistributions } from "./query-distributions";

/** Answers a question as the public may know it. Filters, `having` and order are evaluated on what may be known. */
export async function queryProtected(
  context: ProtectedContext,
  query: StatisticsQuery,
): Promise<ProtectedAnswer> {
  if (query.classes?.length) throw chosenClasses();
  const { protector } = context;
  const plan = context.plan(query);
  const isApart = !plan.city && !plan.hasSameTotals && !isOneGroup(query);
  const [city, some, apart] = await Promise.all([
    plan.city && countCity(context, plan.city),
    plan.isOfCity ? stepsOfCity(context, plan) : groupsOf(context, plan),
    isApart ? groupsOf(context, context.plan(plan.whole)) : undefined,
  ]);
  const isExact = plan.isOfCity && city !== undefined;
  const exact = isExact && some === undefined ? ofAll(context, plan, city) : some;
  const groups = exact && (isExact || !plan.isOfCity) ? exact : await groupsOf(context, plan);
  const totals =
    city?.counts ??
    groups.totals ??
    apart?.totals ??
    (await groupsOf(context, { ...context.plan(plan.whole), city: undefined })).totals;
  const earliest = [groups, ...(city ? [city] : [])].map(({ asOf }) => asOf.getTime());
  return {
    ...{ groups: groups.groups, totals: totals ?? noCounts(protector.cube) },
    asOf: new Date(Math.min(...earliest)),
    protects: { groups: !isExact, totals: city === undefined, ...protector.protection },
    distributions: (some) => {
      const known = { groups: groups.groups, isExact, isTotalExact: city !== undefined };
      return askDistributions(context, plan, known, some);
    },
  };
}

/** Sets that a reader cuts out at will tell of single rows by their differences. */
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

/** All of the city as the one group of a question. */
function ofAll(
  { protector: { cube } }: ProtectedContext,
  { query }: Plan,
  { counts, asOf }: { counts: Counts; asOf: Date },
): Found {
  const group = { keys: { [bucketKey]: null }, counts };
  return { groups: selectGroups(cube, query, [group]), totals: counts, asOf };
}

/** The city by months or longer steps, exactly; undefined for a question without steps. */
async function stepsOfCity({ ask }: ProtectedContext, { query }: Plan): Promise<Found | undefined> {
  const { asOf = null, filter = null, having, orderBy, groupBy, timeBucket, first } = query;
  return timeBucket ? ask({ asOf, filter, having, orderBy, groupBy, timeBucket, first }) : undefined;
}

async function groupsOf(context: ProtectedContext, plan: Plan): Promise<Found> {
  const { protector, known } = context;
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
  const asked = isFilled && plan.shape.asksCombinations ? combinationsOf(context, plan) : undefined;
  for (let { first } = plan; ; first = Math.min(first * 8, allGroups)) {
    const [found] = await Promise.all([countCells(context, plan, first), asked]);
    const { groups, totals, asOf, isAll, answer } = found;
    const told = known.of("told", [groups], () =>
      groups.filter(({ counts }) => part(counts, rowCountOf(cube)) > 0),
    );
    if (!isAll && told.length < wanted) continue;
    plan.first = first;
    const filled = isFilled ? await fill(context, plan, told, found, asked) : told;
    const kept = known.of(plan.text, [filled], () => selectGroups(cube, query, filled));
    return { groups: kept, totals, asOf, answer };
  }
}

/** Steps without rows that may be told, of all combinations of keys that may be told. */
async function fill(
  context: ProtectedContext,
  plan: Plan,
  told: readonly Group[],
  { isAll, answer }: CountedCells,
  asked: Promise<readonly Group[]> | undefined,
): Promise<Group[]> {
  const { protector, today, known } = context;
  const { query } = plan;
  const counted = isAll && plan.hasSameCombinations && !answer?.lacksFew ? answer?.groups : undefined;
  const isKnown = query.groupBy.length === 0 || counted !== undefined;
  if (!isKnown) plan.shape.asksCombinations = true;
  const among = isKnown ? undefined : await (asked ?? combinationsOf(context, plan));
  return known.of(`filled ${plan.text}`, [told, among ?? counted ?? told], () => {
    const combinations = among?.map(({ keys }) => keys) ?? combinationsIn(protector, plan, counted ?? []);
    return fillSteps(protector.cube, query, today, { told, combinations, isAll });
  });
}

/** The groups without time that may be told. */
async function combinationsOf(context: ProtectedContext, { query }: Plan): Promise<readonly Group[]> {
  const { asOf = null, filter = null, groupBy } = query;
  const { groups } = await groupsOf(
    context,
    context.plan({ asOf, filter, groupBy, measures: [], first: allGroups }),
  );
  return groups;
}

/** The combinations of keys, without time, that may be told of all groups of one cell. */
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
