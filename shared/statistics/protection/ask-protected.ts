import { badInput } from "../../errors/graph-error";
import { allGroups } from "../check-question";
import { keyCount, part, rowCountOf } from "../cube";
import { noCounts } from "../measure";
import {
  bucketKey,
  type Counts,
  compareKeys,
  type Group,
  type GroupKeys,
  groupKey,
  isOneGroup,
  type StatisticsQuestion,
} from "../question";
import { keysOf } from "../statistics-sql";
import { askDistributions } from "./ask-distributions";
import { countCity } from "./city-totals";
import { type CountedCells, countCells } from "./count-cells";
import { fillSteps } from "./fill-steps";
import { keepGroups } from "./keep-groups";
import type { Plan } from "./plan-question";
import { type Protector, protectCount } from "./protect-counts";
import type { EngineAnswer, ProtectedAnswer, ProtectedAsking } from "./protected-asking";

/** Answers a question as the public may know it. Filters, `having` and order are evaluated on what may be known. */
export async function askProtected(
  asking: ProtectedAsking,
  question: StatisticsQuestion,
): Promise<ProtectedAnswer> {
  if (question.classes?.length) throw chosenClasses();
  const { protector } = asking;
  const plan = asking.plan(question);
  const isApart = !plan.city && !plan.hasSameTotals && !isOneGroup(question);
  const [city, some, apart] = await Promise.all([
    plan.city && countCity(asking, plan.city),
    plan.isOfCity ? stepsOfCity(asking, plan) : groupsOf(asking, plan),
    isApart ? groupsOf(asking, asking.plan(plan.whole)) : undefined,
  ]);
  const isExact = plan.isOfCity && city !== undefined;
  const exact = isExact && some === undefined ? ofAll(asking, plan, city) : some;
  const groups = exact && (isExact || !plan.isOfCity) ? exact : await groupsOf(asking, plan);
  const totals =
    city?.counts ??
    groups.totals ??
    apart?.totals ??
    (await groupsOf(asking, { ...asking.plan(plan.whole), city: undefined })).totals;
  const earliest = [groups, ...(city ? [city] : [])].map(({ asOf }) => asOf.getTime());
  return {
    ...{ groups: groups.groups, totals: totals ?? noCounts(protector.cube) },
    asOf: new Date(Math.min(...earliest)),
    protects: { groups: !isExact, totals: city === undefined, ...protector.protection },
    distributions: (some) => {
      const known = { groups: groups.groups, isExact, isTotalExact: city !== undefined };
      return askDistributions(asking, plan, known, some);
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
  { protector: { cube } }: ProtectedAsking,
  { question }: Plan,
  { counts, asOf }: { counts: Counts; asOf: Date },
): Found {
  const group = { keys: { [bucketKey]: null }, counts };
  return { groups: keepGroups(cube, question, [group]), totals: counts, asOf };
}

/** The city by months or longer steps, exactly; undefined for a question without steps. */
async function stepsOfCity({ ask }: ProtectedAsking, { question }: Plan): Promise<Found | undefined> {
  const { asOf = null, filter = null, having, orderBy, groupBy, timeBucket, first } = question;
  return timeBucket ? ask({ asOf, filter, having, orderBy, groupBy, timeBucket, first }) : undefined;
}

async function groupsOf(asking: ProtectedAsking, plan: Plan): Promise<Found> {
  const { protector, known } = asking;
  const { cube } = protector;
  const { question } = plan;
  if (isOneGroup(question)) {
    const { groups, asOf, answer } = await countCells(asking, plan, allGroups);
    const totals = groups[0]?.counts ?? noCounts(cube);
    const group = { keys: { [bucketKey]: null }, counts: totals };
    return { groups: keepGroups(cube, question, [group]), totals, asOf, answer };
  }
  const wanted = question.first + 1;
  const isFilled = question.timeBucket?.fillGaps === true;
  const asked = isFilled && plan.shape.asksCombinations ? combinationsOf(asking, plan) : undefined;
  for (let { first } = plan; ; first = Math.min(first * 8, allGroups)) {
    const [found] = await Promise.all([countCells(asking, plan, first), asked]);
    const { groups, totals, asOf, isAll, answer } = found;
    const told = known.of("told", [groups], () =>
      groups.filter(({ counts }) => part(counts, rowCountOf(cube)) > 0),
    );
    if (!isAll && told.length < wanted) continue;
    plan.first = first;
    const filled = isFilled ? await fill(asking, plan, told, found, asked) : told;
    const kept = known.of(plan.text, [filled], () => keepGroups(cube, question, filled));
    return { groups: kept, totals, asOf, answer };
  }
}

/** Steps without rows that may be told, of all combinations of keys that may be told. */
async function fill(
  asking: ProtectedAsking,
  plan: Plan,
  told: readonly Group[],
  { isAll, answer }: CountedCells,
  asked: Promise<readonly Group[]> | undefined,
): Promise<Group[]> {
  const { protector, today, known } = asking;
  const { question } = plan;
  const counted = isAll && plan.hasSameCombinations && !answer?.lacksFew ? answer?.groups : undefined;
  const isKnown = question.groupBy.length === 0 || counted !== undefined;
  if (!isKnown) plan.shape.asksCombinations = true;
  const among = isKnown ? undefined : await (asked ?? combinationsOf(asking, plan));
  return known.of(`filled ${plan.text}`, [told, among ?? counted ?? told], () => {
    const combinations = among?.map(({ keys }) => keys) ?? combinationsIn(protector, plan, counted ?? []);
    return fillSteps(protector.cube, question, today, { told, combinations, isAll });
  });
}

/** The groups without time that may be told. */
async function combinationsOf(asking: ProtectedAsking, { question }: Plan): Promise<readonly Group[]> {
  const { asOf = null, filter = null, groupBy } = question;
  const { groups } = await groupsOf(
    asking,
    asking.plan({ asOf, filter, groupBy, measures: [], first: allGroups }),
  );
  return groups;
}

/** The combinations of keys, without time, that may be told of all groups of one cell. */
function combinationsIn(protector: Protector, { question }: Plan, counted: readonly Group[]): GroupKeys[] {
  const { cube } = protector;
  if (question.groupBy.length === 0) return [{}];
  const names = keysOf(cube, question);
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
