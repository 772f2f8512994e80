import { type CalendarDay, dayOf } from "../../clock/calendar-day";
import { type Condition, conditionOf } from "../condition";
import { type Cube, constantName, dayFilterName, nameOfConstant, part, rowCountOf } from "../cube";
import { isWithin, measureOf, measureValue, noCounts } from "../measure";
import {
  bucketKey,
  type Counts,
  type CubeFilter,
  compareKeys,
  type Distribution,
  type FoundDistributions,
  type Group,
  type GroupKeys,
  groupKey,
  type StatisticsQuestion,
} from "../question";
import { keysOf } from "../statistics-sql";
import { type Cell, cellsOf, filterOf, tooManyCells } from "./cells";
import { countExactly, isOfCity } from "./city-totals";
import { fillSteps } from "./fill-steps";
import { type Protector, protectCounts, protectDistribution, settleCounts } from "./protect-counts";
import type { ProtectedAnswer, ProtectedAsking } from "./protected-asking";
import { wholeDaysOf } from "./whole-days";

const mostPieces = 64;
/** More than a question has groups. */
const allGroups = 5_000_000;

/** Answers a question as the public may know it. Filters, `having` and order are evaluated on what may be known. */
export async function askProtected(
  protector: Protector,
  question: StatisticsQuestion,
  now: Date,
  ask: ProtectedAsking["ask"],
): Promise<ProtectedAnswer> {
  const protectedAsking = { protector, ask, now, today: dayOf(now) };
  const exactTotals = countExactly(protectedAsking, wholeOf(question));
  const groups = await groupsOf(protectedAsking, question);
  const exact = await exactTotals;
  const totals =
    exact?.totals ?? groups.totals ?? (await groupsOf(protectedAsking, wholeOf(question))).totals;
  return {
    ...{ groups: groups.groups, totals: totals ?? noCounts(protector.cube), asOf: groups.asOf },
    protects: { groups: !groups.isExact, totals: exact === undefined, ...protector.protection },
    distributions: () => distributionsOf(protectedAsking, question, groups, exact !== undefined),
  };
}

function wholeOf({ filter = null }: StatisticsQuestion): StatisticsQuestion {
  return { filter, groupBy: [], first: 1 };
}

interface Found {
  groups: Group[];
  /** Undefined where they are not the sum of the same cells. */
  totals: Counts | undefined;
  asOf: Date;
  isExact: boolean;
}

async function groupsOf(asking: ProtectedAsking, question: StatisticsQuestion): Promise<Found> {
  const { cube } = asking.protector;
  const exact = question.groupBy.length === 0 ? await countExactly(asking, question) : undefined;
  if (exact) return { groups: exact.groups, totals: exact.totals, asOf: exact.asOf, isExact: true };
  const cells = cellsFor(asking, question);
  if (question.groupBy.length === 0 && !question.timeBucket) {
    const { groups, asOf } = await countCells(asking, question, cells, allGroups);
    const totals = groups[0]?.counts ?? noCounts(cube);
    const group = { keys: { [bucketKey]: null }, counts: totals };
    return { groups: keep(cube, question, [group]), totals, asOf, isExact: false };
  }
  const wanted = question.first + 1;
  const isInOrder = cells.length === 1 && !question.timeBucket?.fillGaps && !hasMeasures(question);
  for (let first = isInOrder ? Math.ceil(wanted * 1.25) + 50 : allGroups; ; first *= 2) {
    const { groups, totals, asOf, isAll } = await countCells(asking, question, cells, first);
    const told = groups.filter(({ counts }) => part(counts, rowCountOf(cube)) > 0);
    if (!isAll && told.length < wanted) continue;
    const filled = question.timeBucket?.fillGaps ? await fill(asking, question, told) : told;
    return { groups: keep(cube, question, filled), totals, asOf, isExact: false };
  }
}

function hasMeasures({ having, orderBy }: StatisticsQuestion): boolean {
  return (having ?? []).length > 0 || (orderBy ?? []).length > 0;
}

/** What `having`, the order and `first` leave of the groups. */
function keep(cube: Cube, question: StatisticsQuestion, groups: readonly Group[]): Group[] {
  const names = keysOf(cube, question);
  const within = groups.filter(({ counts }) =>
    (question.having ?? []).every((bounds) => isWithin(cube, bounds, counts)),
  );
  const order = (question.orderBy ?? []).map(({ field, direction }) => ({
    ...{ measure: measureOf(cube, field), isUp: direction === "ASC" },
  }));
  const compare = (left: Group, right: Group) => {
    for (const { measure, isUp } of order) {
      const [one, other] = [measureValue(measure, left.counts), measureValue(measure, right.counts)];
      if (one === other) continue;
      if (one === null || other === null) return one === null ? 1 : -1;
      return isUp ? one - other : other - one;
    }
    return compareKeys(left, right, names);
  };
  return within.toSorted(compare).slice(0, question.first + 1);
}

/** Steps without rows that may be told, of all combinations of keys that have some. */
async function fill(
  asking: ProtectedAsking,
  question: StatisticsQuestion,
  told: readonly Group[],
): Promise<Group[]> {
  const whole = { ...question, having: null, orderBy: null };
  const all = { ...whole, first: allGroups };
  const [{ groups: combinations }, { groups: steps }] =
    question.groupBy.length === 0
      ? [{ groups: [{ keys: {}, counts: {} }] }, { groups: told }]
      : await Promise.all([
          groupsOf(asking, { ...all, timeBucket: null }),
          groupsOf(asking, {
            ...all,
            groupBy: [],
            timeBucket: question.timeBucket && { ...question.timeBucket, fillGaps: false },
          }),
        ]);
  const { cube } = asking.protector;
  return fillSteps(cube, question, asking.today, { told, combinations, steps });
}

/** The cells of a question's filter, of rows that came before today. */
export function cellsFor(
  { protector: { cube }, today }: ProtectedAsking,
  { filter, timeBucket }: StatisticsQuestion,
): Cell[] {
  const [time = "", axis] = Object.entries(cube.times)[0] ?? [];
  const past: Condition = { kind: "day", time, gte: null, lt: today };
  const condition = conditionOf(cube, filter);
  const cells = cellsOf(
    cube,
    axis?.without === undefined ? { kind: "all", of: [condition, past] } : condition,
  );
  const stepped = isStepped({ timeBucket }) ? nameOfConstant(cube.times, timeBucket?.field ?? "") : undefined;
  const pieces = cells.flatMap((cell) => wholeDaysOf(cell, today, stepped));
  if (pieces.length > mostPieces) throw tooManyCells();
  return pieces;
}

/**
 * Of what happens today nothing is told yet: who watches would see each row come, or end, and learn how. A row that came
 * to its end today is no more in what it was, and not yet in what it is.
 */
function withoutToday(cube: Cube, filter: CubeFilter, today: CalendarDay): CubeFilter {
  const [, ...others] = Object.keys(cube.times);
  const ofToday = others.map((time) => ({ [dayFilterName(time)]: { gte: today } }));
  return ofToday.length === 0 ? filter : { and: [filter], not: { or: ofToday } };
}

/** Whether each step is told by itself, however a range of days begins and ends. */
function isStepped({ timeBucket }: Pick<StatisticsQuestion, "timeBucket">): boolean {
  return timeBucket?.grain === "DAY" || timeBucket?.grain === "WEEK";
}

/** The groups of a question by its cells: each is protected, and then they are added up. */
async function countCells(
  { protector, ask, now, today }: ProtectedAsking,
  question: StatisticsQuestion,
  cells: readonly Cell[],
  first: number,
): Promise<{ groups: Group[]; totals: Counts | undefined; asOf: Date; isAll: boolean }> {
  const { cube, protection } = protector;
  const { groupBy, timeBucket } = question;
  const names = keysOf(cube, question);
  const sums = new Map<string, Group>();
  const totals = noCounts(cube);
  let [asOf, isAll, isSum] = [new Date(8.64e15), true, !isStepped(question)];
  for (const cell of cells) {
    // Of several keys each is a cell.
    const several = Object.keys(cell.keys)
      .filter((name) => (cell.keys[name]?.length ?? 0) > 1)
      .map(constantName);
    const found = await ask({
      ...{
        filter: withoutToday(cube, filterOf(cube, cell), today),
        groupBy: [...new Set([...groupBy, ...several])],
      },
      ...{ timeBucket: timeBucket ? { ...timeBucket, fillGaps: false } : null },
      ...{ first, withRowKeys: true, leastRows: protection.smallestCount },
    });
    isSum &&= several.length === 0;
    add(totals, protectCounts(protector, found.totals), cell.times);
    if (found.asOf < asOf) asOf = found.asOf;
    isAll &&= found.groups.length <= first;
    for (const { keys, counts } of found.groups.slice(0, first)) {
      const key = groupKey(keys, names);
      const sum = sums.get(key) ?? {
        keys: Object.fromEntries(names.map((name) => [name, keys[name] ?? null])) as GroupKeys,
        counts: noCounts(cube),
      };
      sums.set(key, sum);
      add(sum.counts, protectCounts(protector, counts), cell.times);
    }
  }
  const groups = [...sums.values()].map(({ keys, counts }) => ({
    keys,
    counts: settleCounts(protector, counts),
  }));
  return {
    ...{ groups, totals: isSum ? settleCounts(protector, totals) : undefined, isAll },
    asOf: cells.length === 0 ? now : asOf,
  };
}

function add(sum: Counts, counts: Counts, times: number): void {
  for (const [name, count] of Object.entries(counts)) sum[name] = part(sum, name) + times * count;
}

async function distributionsOf(
  asking: ProtectedAsking,
  question: StatisticsQuestion,
  { groups, isExact }: Found,
  isTotalExact: boolean,
): Promise<FoundDistributions> {
  const { protector, ask, today } = asking;
  const { cube } = protector;
  const { filter = null, groupBy, timeBucket = null, first } = question;
  const [time = ""] = Object.keys(cube.times);
  const isAll = isExact || isTotalExact || isOfCity(asking, question);
  const past = isAll
    ? filter
    : withoutToday(cube, { and: [filter ?? {}, { [dayFilterName(time)]: { lt: today } }] }, today);
  const names = keysOf(cube, question);
  const found = await (await ask({ filter: past, groupBy, timeBucket, first })).distributions();
  const told = new Set(groups.map(({ keys }) => groupKey(keys, names)));
  const protect = (one: Distribution) => protectDistribution(protector, one);
  return {
    groups: new Map(
      [...found.groups].flatMap(([key, one]) =>
        told.has(key) ? [[key, isExact ? one : protect(one)] as const] : [],
      ),
    ),
    all: isTotalExact ? found.all : protect(found.all),
  };
}
