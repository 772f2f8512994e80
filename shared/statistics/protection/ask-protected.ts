import { addDays, dayOf } from "../../clock/calendar-day";
import { badInput } from "../../errors/graph-error";
import { allGroups } from "../check-question";
import { dayFilterName, keyCount, part, rowCountOf } from "../cube";
import { noCounts } from "../measure";
import {
  bucketKey,
  type Counts,
  compareKeys,
  type Distribution,
  type FoundDistributions,
  type Group,
  type GroupKeys,
  groupKey,
  type StatisticsQuestion,
} from "../question";
import { keysOf } from "../statistics-sql";
import { countExactly, isOfCity } from "./city-totals";
import { cellsFor, countCells, withoutToday } from "./count-cells";
import { fillSteps } from "./fill-steps";
import { hasMeasures, keepGroups } from "./keep-groups";
import { type Protector, protectCount, protectDistribution } from "./protect-counts";
import type { ProtectedAnswer, ProtectedAsking } from "./protected-asking";

/** Answers a question as the public may know it. Filters, `having` and order are evaluated on what may be known. */
export async function askProtected(
  protector: Protector,
  question: StatisticsQuestion,
  now: Date,
  ask: ProtectedAsking["ask"],
): Promise<ProtectedAnswer> {
  if (question.classes?.length) throw chosenClasses();
  // What was known at the end of a past day is told on the next.
  const today = question.asOf == null ? dayOf(now) : addDays(question.asOf, 1);
  const protectedAsking = { protector, ask, now, today };
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

function wholeOf({ asOf = null, filter = null, measures }: StatisticsQuestion): StatisticsQuestion {
  return { asOf, filter, groupBy: [], first: 1, ...(measures && { measures }) };
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
    return { groups: keepGroups(cube, question, [group]), totals, asOf, isExact: false };
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
    const kept = known.of(JSON.stringify(question), [filled], () => keepGroups(cube, question, filled));
    return { groups: kept, totals, asOf, isExact: false };
  }
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

async function distributionsOf(
  asking: ProtectedAsking,
  question: StatisticsQuestion,
  { groups, isExact }: Found,
  isTotalExact: boolean,
): Promise<FoundDistributions> {
  const { protector, ask, today } = asking;
  const { cube } = protector;
  const { asOf = null, filter = null, groupBy, timeBucket = null, first } = question;
  const [time = ""] = Object.keys(cube.times);
  const isAll = isExact || isTotalExact || isOfCity(asking, question);
  const past = isAll
    ? filter
    : withoutToday(cube, { and: [filter ?? {}, { [dayFilterName(time)]: { lt: today } }] }, today);
  const names = keysOf(cube, question);
  const found = await (await ask({ asOf, filter: past, groupBy, timeBucket, first })).distributions();
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
