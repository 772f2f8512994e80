import type { CalendarDay } from "../../base/clock/calendar-day";
import { filledDays } from "../cube/check-query";
import { countsOf, nameOfConstant, part, rowCountOf } from "../cube/cube";
import { noCounts } from "../cube/measure";
import {
  bucketKey,
  type Group,
  type GroupKeys,
  groupKey,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { dimensionsOf } from "../cube/statistics-sql";
import { columnNames } from "./storage/layout";
import type { StoreCube } from "./storage/row-condition-sql";
import { factOf } from "./storage/rows-as-of";
import { firstDayOf, stepOf, stepOfDayNumber } from "./storage/step-sql";
import {
  countedBy,
  countedGroups,
  distinctKeys,
  fewGroups,
  groupsExpected,
  keyOrdinalSql,
  list,
  type Narrowing,
  whereOf,
} from "./storage/store-sql";
import { dayNumber, dayOfNumber } from "./storage/stored-row";

/** A row of an answer of the store: keys are ordinals and the number of a step. */
export type StoreRow = Record<string, string | number | bigint | null>;

/** Runs a statement on the snapshot of the store that a query reads. */
export type RunStatement = (statement: string) => Promise<StoreRow[]>;

/** A query that orders groups by their keys, and the snapshot of the store that it reads. */
export interface LeadingQuery {
  store: StoreCube;
  query: StatisticsQuery;
  now: Date;
  today: CalendarDay;
  run: RunStatement;
  /** The first groups of the same query without steps, if they are cached of this snapshot. */
  combinations?: readonly GroupKeys[] | undefined;
}

/** Groups that are many have few rows each: so many for each group that is wanted are mostly enough. */
const rowsOfGroup = 10;

/** Whether a query's groups are in the order of their keys: then the first of them are found without the others. */
export function isInKeyOrder({ orderBy, having, topWithin }: StatisticsQuery): boolean {
  return !topWithin && (orderBy ?? []).length === 0 && (having ?? []).length === 0;
}

/** The first groups, and one more than requested where there are more. Only rows are counted that may be in them. */
export async function leadingGroups(leading: LeadingQuery): Promise<Group[]> {
  const { store, query } = leading;
  if (query.timeBucket?.fillGaps) return filledGroups(leading);
  if (query.leastRows !== undefined) return (await firstLargeGroups(leading)) ?? largeGroups(leading);
  if (groupsExpected(store, query) <= fewGroups) return countWithin(leading);
  const first = await firstGroups(leading);
  return countWithin(leading, first.length > query.first ? { where: whereAmong(leading, first) } : {});
}

/** The same, if the first steps have them all. */
async function firstLargeGroups(leading: LeadingQuery): Promise<Group[] | undefined> {
  const { store, query } = leading;
  if (!query.timeBucket || groupsExpected(store, query) <= query.first) return undefined;
  const steps = Math.ceil((query.first * 1.5) / keysOfStep(leading));
  const where = await whereFirstRows(leading, query.first * rowsOfGroup, steps);
  const found = where === undefined ? [] : await largeGroups(leading, where);
  return found.length > query.first ? found : undefined;
}

/** The first groups that have as many rows as they must, if that leaves out many. */
async function largeGroups(leading: LeadingQuery, where = "TRUE"): Promise<Group[]> {
  const { store, query, now } = leading;
  if (groupsExpected(store, query) <= fewGroups) return countWithin(leading, { where });
  const names = [bucketKey, ...dimensionsOf(store.cube, query)];
  const large = `SELECT ${list(names)} FROM (${countedBy(store, query, now, [rowCountOf(store.cube)], where)})
    WHERE "${rowCountOf(store.cube)}" >= ${query.leastRows ?? 1} ${firstInOrder(store, query)}`;
  const same = names.map((name) => `r."${name}" IS NOT DISTINCT FROM l."${name}"`).join(" AND ");
  return countWithin(leading, { where, join: `SEMI JOIN (${large}) AS l ON ${same}` });
}

/** Keys of the first groups that have rows. */
async function firstGroups(leading: LeadingQuery): Promise<GroupKeys[]> {
  const { query } = leading;
  const where = query.timeBucket && (await whereFirstRows(leading, query.first * rowsOfGroup));
  const first = where ? await readKeys(leading, query, where) : [];
  return first.length > query.first ? first : readKeys(leading, query);
}

/** Groups of which every step between the first and the last has all combinations of the other keys that there are. */
async function filledGroups(leading: LeadingQuery): Promise<Group[]> {
  const { store, query } = leading;
  const wanted = query.first + 1;
  const grain = query.timeBucket?.grain ?? "DAY";
  const days = await daysOf(leading);
  const combinations =
    query.groupBy.length === 0
      ? [{}]
      : (leading.combinations ?? (await readKeys(leading, { ...query, timeBucket: null })));
  const filled: GroupKeys[] = [];
  const last = days ? stepOf(days.last, grain) : 0;
  for (let step = days ? stepOf(days.first, grain) : 1; step <= last && filled.length < wanted; step += 1)
    for (const keys of combinations.slice(0, wanted - filled.length))
      filled.push({ ...keys, [bucketKey]: firstDayOf(step, grain) });
  const isAll = filled.length < wanted;
  const counted = await countWithin(leading, isAll ? {} : { where: whereAmong(leading, filled) });
  const names = [bucketKey, ...dimensionsOf(store.cube, query)];
  const byKeys = new Map(counted.map((group) => [groupKey(group.keys, names), group]));
  const groups = filled.map(
    (keys) => byKeys.get(groupKey(keys, names)) ?? { keys, counts: noCounts(store.cube, query) },
  );
  const withoutStep = isAll ? counted.filter(({ keys }) => keys[bucketKey] === null) : [];
  return [...groups, ...withoutStep].slice(0, wanted);
}

/** The days that a filled series reaches over; undefined where there are none. */
async function daysOf(leading: LeadingQuery): Promise<{ first: CalendarDay; last: CalendarDay } | undefined> {
  const { store, query, now, today, run } = leading;
  const day = dayColumn(leading);
  const [row] = await run(
    `SELECT min(${day}) AS first, max(${day}) AS last FROM ${factOf(store)} WHERE ${whereOf(store, query, now)}`,
  );
  const { from, to } = filledDays(store.cube, query, today);
  const ordered = (days: readonly (CalendarDay | null)[]) => days.filter((one) => one !== null).toSorted();
  const of = (value: StoreRow[string] | undefined) => (value == null ? null : dayOfNumber(Number(value)));
  const [first, last] = [ordered([from, of(row?.first)])[0], ordered([to, of(row?.last)]).at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** How many groups one step has, if each combination of keys has rows. */
function keysOfStep({ store, query }: LeadingQuery): number {
  return dimensionsOf(store.cube, query).reduce(
    (groups, name) => groups * Math.max(1, part(store.dictionaries, name).size - 1),
    1,
  );
}

/** The condition of the first steps that are so many, and have so many rows together; undefined where all have not. */
async function whereFirstRows(leading: LeadingQuery, rows: number, steps = 1): Promise<string | undefined> {
  const { store, now, run } = leading;
  const { filter = null } = leading.query;
  const day = dayColumn(leading);
  const days = await run(
    `SELECT ${day} AS day, count(*)::DOUBLE AS rows FROM ${factOf(store)} WHERE ${whereOf(store, { filter }, now)} AND ${day} IS NOT NULL
      GROUP BY 1 ORDER BY 1`,
  );
  const grain = leading.query.timeBucket?.grain ?? "DAY";
  const seen = new Set<number>();
  let found = 0;
  const last = days.find((one) => {
    found += Number(one.rows);
    return found >= rows && seen.add(stepOfDayNumber(Number(one.day), grain)).size >= steps;
  });
  return last && whereSteps(leading, null, dayOfNumber(Number(last.day)));
}

/** The condition of a span of whole steps, of which the first and the last have these days. */
function whereSteps(leading: LeadingQuery, first: CalendarDay | null, last: CalendarDay): string {
  const grain = leading.query.timeBucket?.grain ?? "DAY";
  const day = dayColumn(leading);
  const end = dayNumber(firstDayOf(stepOf(last, grain) + 1, grain));
  return first === null ? `${day} < ${end}` : `${day} >= ${dayNumber(first)} AND ${day} < ${end}`;
}

/** A condition that holds of the rows of some groups, in order, and of few others. */
function whereAmong(leading: LeadingQuery, groups: readonly GroupKeys[]): string {
  const { store, query } = leading;
  const steps = groups.map((keys) => keys[bucketKey] ?? null);
  const [first = null, last = null] = [steps[0], steps.at(-1)];
  const [dimension] = dimensionsOf(store.cube, query);
  const isOneStep = first === last;
  const conditions = [
    ...(first !== null && last !== null ? [whereSteps(leading, first, last)] : []),
    ...(first === null && query.timeBucket ? [`${dayColumn(leading)} IS NULL`] : []),
  ];
  if (isOneStep && dimension !== undefined) {
    const dictionary = part(store.dictionaries, dimension);
    const ordinals = groups.map((keys) => {
      const key = keys[dimension] ?? null;
      return key === null ? 0 : dictionary.find(key);
    });
    conditions.push(
      `${keyOrdinalSql(store.cube, query, dimension)} IN (${[...new Set(ordinals)].join(", ")})`,
    );
  }
  return conditions.length === 0 ? "TRUE" : conditions.join(" AND ");
}

function dayColumn({ store, query }: LeadingQuery): string {
  return columnNames.day(nameOfConstant(store.cube.times, query.timeBucket?.field ?? ""));
}

/** The keys of the first groups of a query. */
async function readKeys(
  { store, now, run }: LeadingQuery,
  query: StatisticsQuery,
  where?: string,
): Promise<GroupKeys[]> {
  const rows = await run(
    `SELECT * FROM (${distinctKeys(store, query, now, where)}) ${firstInOrder(store, query)}`,
  );
  return rows.map((row) => keysIn(store, query, row));
}

/** The first groups of a query with their counts. */
async function countWithin(leading: LeadingQuery, narrowing?: Narrowing): Promise<Group[]> {
  const { store, query, now, run } = leading;
  return groupsIn(
    leading,
    await run(`${countedGroups(store, query, now, narrowing)} ${firstInOrder(store, query)}`),
  );
}

/** All groups of a query that have rows, in no order. */
export async function countAll(leading: LeadingQuery): Promise<Group[]> {
  const { store, query, now, run } = leading;
  return groupsIn(leading, await run(countedGroups(store, query, now)));
}

function groupsIn({ store, query }: LeadingQuery, rows: readonly StoreRow[]): Group[] {
  const names = Object.keys(countsOf(store.cube, query));
  return rows.map((row) => ({
    keys: keysIn(store, query, row),
    counts: Object.fromEntries(names.map((name) => [name, Number(row[name])])),
  }));
}

function firstInOrder(store: StoreCube, query: StatisticsQuery): string {
  const keys = [bucketKey, ...dimensionsOf(store.cube, query)];
  const order = (key: string) =>
    key === bucketKey ? bucketKey : part(store.dictionaries, key).orderSql(`"${key}"`);
  return `ORDER BY ${keys.map((key) => `${order(key)} ASC NULLS LAST`).join(", ")} LIMIT ${query.first + 1}`;
}

/** The keys that a row of the store has by their numbers. */
export function keysIn(store: StoreCube, query: StatisticsQuery, row: StoreRow): GroupKeys {
  const { timeBucket } = query;
  const step = row[bucketKey] ?? null;
  const bucket = step === null || !timeBucket ? null : firstDayOf(Number(step), timeBucket.grain);
  const keys = dimensionsOf(store.cube, query).map((name) => [
    name,
    part(store.dictionaries, name).keyOf(Number(row[name])),
  ]);
  return { [bucketKey]: bucket, ...Object.fromEntries(keys) };
}
