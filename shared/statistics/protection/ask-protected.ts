import { type CalendarDay, dayOf } from "../../clock/calendar-day";
import { badInput } from "../../errors/graph-error";
import { type Condition, conditionOf } from "../condition";
import {
  type Cube,
  constantName,
  dayFilterName,
  keyCount,
  nameOfConstant,
  part,
  rowCountOf,
  rowCountsOf,
} from "../cube";
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
import {
  type Protector,
  protectCount,
  protectCounts,
  protectDistribution,
  settleCounts,
} from "./protect-counts";
import type { EngineAnswer, ProtectedAnswer, ProtectedAsking } from "./protected-asking";
import { wholeDaysOf } from "./whole-days";

const mostPieces = 64;
/** More than a question has groups. */
const allGroups = 5_000_000;
/** Cells that are asked for together. */
const atOnce = 4;

/** Answers a question as the public may know it. Filters, `having` and order are evaluated on what may be known. */
export async function askProtected(
  protector: Protector,
  question: StatisticsQuestion,
  now: Date,
  ask: ProtectedAsking["ask"],
): Promise<ProtectedAnswer> {
  if (question.classes?.length) throw chosenClasses();
  const protectedAsking = { protector, ask, now, today: dayOf(now) };
  const [exact, groups] = await Promise.all([
    countExactly(protectedAsking, wholeOf(question)),
    groupsOf(protectedAsking, question),
  ]);
  const totals =
    exact?.totals ?? groups.totals ?? (await groupsOf(protectedAsking, wholeOf(question))).totals;
  return {
    ...{ groups: groups.groups, totals: totals ?? noCounts(protector.cube), asOf: groups.asOf },
    protects: { groups: !groups.isExact, totals: exact === undefined, ...protector.protection },
    distributions: () => distributionsOf(protectedAsking, question, groups, exact !== undefined),
  };
}

/** Sets that a reader cuts out at will tell of single rows by their differences. */
function chosenClasses(): Error {
  return badInput(
    "classes: expected none, as those of the cube are protected; got some. Ask as an analyst.",
    ["classes"],
  );
}

function wholeOf({ filter = null, measures }: StatisticsQuestion): StatisticsQuestion {
  return { filter, groupBy: [], first: 1, ...(measures && { measures }) };
}

/** The counts of rows that an answer is read of, ordered by and held to. */
function toldCounts(cube: Cube, { measures, having, orderBy }: StatisticsQuestion): string[] {
  if (!measures) return rowCountsOf(cube);
  const decisive = [
    ...(having ?? []).map(({ measure }) => measure),
    ...(orderBy ?? []).map(({ field }) => field),
  ];
  return rowCountsOf(cube, [
    ...measures,
    ...decisive.map((constant) => nameOfConstant(cube.measures, constant)),
  ]);
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
  const { known } = asking.protector;
  const wanted = question.first + 1;
  const isInOrder = cells.length === 1 && !question.timeBucket?.fillGaps && !hasMeasures(question);
  for (let first = isInOrder ? Math.ceil(wanted * 1.25) + 50 : allGroups; ; first *= 2) {
    const found = await countCells(asking, question, cells, first);
    const { groups, totals, asOf, isAll } = found;
    const told = known.of("told", [groups], () =>
      groups.filter(({ counts }) => part(counts, rowCountOf(cube)) > 0),
    );
    if (!isAll && told.length < wanted) continue;
    const filled = question.timeBucket?.fillGaps ? await fill(asking, question, told, found.counted) : told;
    const kept = known.of(JSON.stringify(question), [filled], () => keep(cube, question, filled));
    return { groups: kept, totals, asOf, isExact: false };
  }
}

function hasMeasures({ having, orderBy, topWithin }: StatisticsQuestion): boolean {
  return !!topWithin || (having ?? []).length > 0 || (orderBy ?? []).length > 0;
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
  const inOrder = within.toSorted(compare);
  return topOf(cube, question, inOrder).slice(0, question.first + 1);
}

/** The first groups within each of a dimension. */
function topOf(cube: Cube, { topWithin }: StatisticsQuestion, inOrder: Group[]): Group[] {
  if (!topWithin) return inOrder;
  const name = nameOfConstant(cube.dimensions, topWithin.dimension);
  const seen = new Map<string | null, number>();
  return inOrder.filter(({ keys }) => {
    const before = seen.get(keys[name] ?? null) ?? 0;
    seen.set(keys[name] ?? null, before + 1);
    return before < topWithin.first;
  });
}

/** Steps without rows that may be told, of all combinations of keys that may be told. */
async function fill(
  asking: ProtectedAsking,
  question: StatisticsQuestion,
  told: readonly Group[],
  counted: readonly Group[] | undefined,
): Promise<Group[]> {
  const { protector, today } = asking;
  const { cube, known } = protector;
  const whole = {
    ...question,
    timeBucket: null,
    having: null,
    orderBy: null,
    topWithin: null,
    first: allGroups,
  };
  const isKnown = question.groupBy.length === 0 || (counted && cellsFor(asking, whole).length === 1);
  const asked = isKnown ? undefined : (await groupsOf(asking, whole)).groups;
  return known.of(JSON.stringify(["filled", question, today]), [told, asked ?? counted ?? told], () => {
    const combinations = asked?.map(({ keys }) => keys) ?? combinationsIn(protector, whole, counted ?? []);
    return fillSteps(cube, question, today, { told, combinations });
  });
}

/** The combinations of keys, without time, that may be told of all groups of one cell. */
function combinationsIn(
  protector: Protector,
  whole: StatisticsQuestion,
  counted: readonly Group[],
): GroupKeys[] {
  const { cube } = protector;
  if (whole.groupBy.length === 0) return [{}];
  const names = keysOf(cube, whole);
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
  const ends = Object.entries(cube.times).flatMap(([time, { without }]) => (without ? [time] : []));
  const ofToday = ends.map((time) => ({ [dayFilterName(time)]: { gte: today } }));
  return ofToday.length === 0 ? filter : { and: [filter], not: { or: ofToday } };
}

/** Whether each step is told by itself, however a range of days begins and ends. */
function isStepped({ timeBucket }: Pick<StatisticsQuestion, "timeBucket">): boolean {
  return timeBucket?.grain === "DAY" || timeBucket?.grain === "WEEK";
}

interface CountedCells {
  groups: Group[];
  totals: Counts | undefined;
  asOf: Date;
  isAll: boolean;
  /** All groups as the engine counted them, where the cells are one. */
  counted: readonly Group[] | undefined;
}

/** The groups of a question by its cells: each is protected, and then they are added up. */
async function countCells(
  { protector, ask, now, today }: ProtectedAsking,
  question: StatisticsQuestion,
  cells: readonly Cell[],
  first: number,
): Promise<CountedCells> {
  const { cube, protection, known } = protector;
  const { groupBy, timeBucket } = question;
  const rowKeysOf = toldCounts(cube, question);
  const asked: AskedCell[] = cells.map((cell) => {
    const several = dimensionsOfSeveral(cell);
    const one = {
      ...{ filter: withoutToday(cube, filterOf(cube, cell), today) },
      ...{ groupBy: [...new Set([...groupBy, ...several])] },
      ...{ timeBucket: timeBucket ? { ...timeBucket, fillGaps: false } : null },
      ...{ first, rowKeysOf, leastRows: protection.smallestCount },
    };
    return { cell, isOne: several.length === 0, question: one };
  });
  const found: EngineAnswer[] = [];
  for (let at = 0; at < asked.length; at += atOnce)
    found.push(...(await Promise.all(asked.slice(at, at + atOnce).map((one) => ask(one.question)))));
  const [one, ...others] = found.map(({ groups }) => groups);
  const addUp = () => addUpCells(protector, question, asked, found, first);
  const key = JSON.stringify(["cells", question.groupBy, timeBucket, first, asked]);
  const sum = one ? known.of(key, [one, ...others], addUp) : addUp();
  const earliest = Math.min(now.getTime(), ...found.map(({ asOf }) => asOf.getTime()));
  return { ...sum, asOf: new Date(earliest) };
}

interface AskedCell {
  cell: Cell;
  /** Whether it is one cell: of several keys each is. */
  isOne: boolean;
  question: StatisticsQuestion;
}

function dimensionsOfSeveral({ keys }: Cell): string[] {
  return Object.keys(keys)
    .filter((name) => (keys[name]?.length ?? 0) > 1)
    .map(constantName);
}

function addUpCells(
  protector: Protector,
  question: StatisticsQuestion,
  asked: readonly AskedCell[],
  found: readonly EngineAnswer[],
  first: number,
): Omit<CountedCells, "asOf"> {
  const { cube } = protector;
  const names = keysOf(cube, question);
  const sums = new Map<string, Group>();
  const totals = noCounts(cube);
  for (const [at, { cell }] of asked.entries()) {
    const answer = found[at];
    if (!answer) continue;
    add(totals, protectCounts(protector, answer.totals), cell.times);
    for (const { keys, counts } of answer.groups.slice(0, first)) {
      const key = groupKey(keys, names);
      const own = Object.fromEntries(names.map((name) => [name, keys[name] ?? null]));
      const sum = sums.get(key) ?? { keys: own, counts: noCounts(cube) };
      sums.set(key, sum);
      add(sum.counts, protectCounts(protector, counts), cell.times);
    }
  }
  const isAll = found.every(({ groups }) => groups.length <= first);
  const isSum = !isStepped(question) && asked.every(({ isOne }) => isOne);
  const [one, ...more] = found;
  const isCounted = one && more.length === 0 && asked[0]?.isOne && isAll && !one.lacksFew;
  return {
    groups: [...sums.values()].map(({ keys, counts }) => ({ keys, counts: settleCounts(protector, counts) })),
    totals: isSum ? settleCounts(protector, totals) : undefined,
    ...{ isAll, counted: isCounted ? one.groups : undefined },
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
