import { raw } from "sql-template-tag";
import type { CalendarDay } from "../../../base/clock/calendar-day";
import { type Condition, conditionOfRows, conditionsSince } from "../../cube/condition";
import { type CountedOf, type Cube, countsOf, nameOfConstant, part, waitingFlagOf } from "../../cube/cube";
import { classSql, numberOfClasses, rangesOf } from "../../cube/number-classes";
import { bucketKey, type GroupKeys, isOneGroup, type StatisticsQuery } from "../../cube/statistics-query";
import { dimensionsOf, keysOf } from "../../cube/statistics-sql";
import { columnNames } from "./layout";
import { conditionSql, deadlineSql, flagSql, type StoreCube } from "./row-condition-sql";
import { factOf } from "./rows-as-of";
import { stepOf } from "./step-sql";
import { dayNumber } from "./stored-row";

/** What narrows the rows of a query further. */
export interface Narrowing {
  /** A condition over the table's columns. */
  where?: string;
  /** A join of the rows, called `r`, on their keys. */
  join?: string;
}

/**
 * A SELECT of a query's groups: the number of the step as `bucket`, the ordinals of keys, and its counts. Rows that
 * count alike are counted together before anything is added up.
 */
export function countedGroups(
  store: StoreCube,
  query: StatisticsQuery,
  now: Date,
  narrowing: Narrowing = {},
): string {
  const { cube, layout } = store;
  const keys = keysOf(cube, query);
  const { rowKey } = columnNames;
  const of = (count: CountedOf): string => {
    const [added, late] = count.adds === "key" ? [rowKey, `passed_${rowKey}`] : ["rows", "passed"];
    if (count.kind === "sum") return `sum(${columnNames.number(count.number)})`;
    const ofFlag = (flag: string) =>
      `sum(${added}) FILTER (WHERE flags & ${2 ** layout.flags.indexOf(flag)} <> 0)`;
    if (count.kind === "deadline")
      return count.or ? `coalesce(sum(${late}), 0) + coalesce(${ofFlag(count.or)}, 0)` : `sum(${late})`;
    if (count.kind === "waiting")
      return `coalesce(${ofFlag(waitingFlagOf(cube))}, 0) - coalesce(sum(${late}), 0)`;
    if (count.kind === "rows") return `sum(${added})`;
    return ofFlag(count.flag);
  };
  const counts = Object.entries(countsOf(cube, query)).map(
    ([name, count]) => `coalesce(${of(count)}, 0)::DOUBLE AS "${name}"`,
  );
  const alike = rowsAlike(store, query, now, narrowing);
  // All rows together are a group even where there are none.
  if (isOneGroup(query)) return `SELECT NULL::INTEGER AS bucket, ${counts.join(", ")} FROM (${alike})`;
  const least = leavesOutFew(store, query) ? (query.leastRows ?? 1) : 1;
  const having = query.before === undefined && least === 1 ? "" : `HAVING sum(rows) >= ${least}`;
  return `SELECT ${[list(keys), ...counts].join(", ")} FROM (${alike}) GROUP BY ${positions(keys)} ${having}`;
}

/**
 * Rows that are alike in all that decides how they count, counted and added up. Those to which nothing has happened
 * since a day are all less the few to which something has: to look at each row for that takes half as long again.
 */
function rowsAlike(
  store: StoreCube,
  query: StatisticsQuery,
  now: Date,
  { where = "TRUE", join = "" }: Narrowing,
): string {
  const { cube } = store;
  const { before, ...all } = query;
  const keys = keysOf(cube, query);
  const requested = Object.values<CountedOf>(countsOf(cube, query));
  const numbers = [
    ...new Set(
      requested.flatMap((count) => (count.kind === "sum" ? [columnNames.number(count.number)] : [])),
    ),
  ];
  const isLate = (adds: CountedOf["adds"]) =>
    requested.some(({ kind, adds: one }) => (kind === "deadline" || kind === "waiting") && one === adds);
  const rowKeys = query.rowKeysOf ? [columnNames.rowKey] : [];
  // Only what is counted by flags has to be grouped by them.
  const flags = requested.some(
    (count) => count.kind === "flag" || count.kind === "waiting" || (count.kind === "deadline" && count.or),
  )
    ? ["flags"]
    : [];
  const ofDeadline = isLate(undefined) ? ["deadline", ...(flags.length > 0 ? [] : ["flags"])] : [];
  const columns = [...flags, ...numbers, ...rowKeys, ...ofDeadline];
  const passed = deadlineSql(store, now);
  const sums = [
    ["count(*)", "rows"],
    ...[...rowKeys, ...numbers].map((name) => [`sum(${name})`, name]),
    ...(isLate(undefined) ? [[`count(*) FILTER (WHERE ${passed})`, "passed"]] : []),
    ...(isLate("key")
      ? rowKeys.map((name) => [`sum(${name}) FILTER (WHERE ${passed})`, `passed_${name}`])
      : []),
  ];
  const alike = (sign: string, also: string) => `
    SELECT ${[list(keys), ...flags, ...sums.map(([sum, name]) => `${sign}${sum} AS ${name}`)].join(", ")}
    FROM (${rowsOf(store, all, now, columns, `${where} AND ${also}`)}) AS r ${join}
    GROUP BY ${positions([...keys, ...flags])}`;
  if (before === undefined) return alike("", "TRUE");
  const since = eventsSince(store, before).map((condition) => conditionSql(store, condition, now));
  // Each row once, and each by a condition of its own: so that blocks of rows without such a day are passed over.
  const once = since.map((one, at) =>
    [one, ...since.slice(0, at).map((other) => `NOT coalesce(${other}, FALSE)`)].join(" AND "),
  );
  return [alike("", "TRUE"), ...once.map((also) => alike("-", also))].join(" UNION ALL ");
}

/** A SELECT of a query's groups with some counts alone, for groups that are about as many as rows. */
export function countedBy(
  store: StoreCube,
  query: StatisticsQuery,
  now: Date,
  names: readonly string[],
  where = "TRUE",
): string {
  const { cube } = store;
  const expression = (name: string) => {
    const count = part(cube.counts, name);
    if (count.kind === "rows") return "count(*)";
    if (count.kind === "sum") return `coalesce(sum(${columnNames.number(count.number)}), 0)`;
    if (count.kind === "waiting")
      return `(count(*) FILTER (WHERE ${flagSql(store, waitingFlagOf(cube))} AND NOT ${deadlineSql(store, now)}))`;
    const flag = count.kind === "deadline" ? count.or : count.flag;
    const holds = [
      ...(count.kind === "deadline" ? [deadlineSql(store, now)] : []),
      ...(flag ? [flagSql(store, flag)] : []),
    ].join(" OR ");
    return `(count(*) FILTER (WHERE ${holds}))`;
  };
  const keys = keysOf(cube, query);
  const counts = names.map((name) => `${expression(name)}::DOUBLE AS "${name}"`);
  return `SELECT ${[...keySelection(store, query), ...counts].join(", ")} FROM ${factOf(store)}
    WHERE ${whereOf(store, query, now)} AND ${where} GROUP BY ${positions(keys)}`;
}

/** A SELECT of the keys that a query's rows have, each combination once. */
export function distinctKeys(store: StoreCube, query: StatisticsQuery, now: Date, where?: string): string {
  return `SELECT DISTINCT * FROM (${rowsOf(store, query, now, [], where)})`;
}

/** How many keys of a dimension each group has: rows of keys and `distinctKeys`. */
export function distinctStatement(
  store: StoreCube,
  query: StatisticsQuery,
  dimension: string,
  now: Date,
): string {
  const keys = keysOf(store.cube, query);
  const ordinal = keyOrdinalSql(store.cube, query, dimension);
  const rows = rowsOf(store, query, now, [`nullif(${ordinal}, 0) AS ordinal`]);
  const distinct = 'count(DISTINCT ordinal)::DOUBLE AS "distinctKeys"';
  if (isOneGroup(query)) return `SELECT NULL::INTEGER AS bucket, ${distinct} FROM (${rows})`;
  return `SELECT ${list(keys)}, ${distinct} FROM (${rows}) GROUP BY ${positions(keys)}`;
}

/**
 * How the number that percentiles are of is spread in each group, or in these alone: rows of keys, `number` and `rows`.
 */
export function distributionStatement(
  store: StoreCube,
  query: StatisticsQuery,
  now: Date,
  among?: readonly GroupKeys[],
): string {
  const { cube, dictionaries } = store;
  const keys = keysOf(cube, query);
  const number = columnNames.number(cube.percentiles?.number ?? "");
  const literal = (key: string, value: string | null | undefined) => {
    if (key !== bucketKey) return String(value == null ? 0 : (part(dictionaries, key).find(value) ?? -1));
    return value == null || !query.timeBucket ? "NULL::INTEGER" : stepOf(value, query.timeBucket.grain);
  };
  const tuples = among?.map((group) => `(${keys.map((key) => literal(key, group[key])).join(", ")})`);
  const same = keys.map((key) => `r."${key}" IS NOT DISTINCT FROM selected."${key}"`).join(" AND ");
  const joined = tuples
    ? `SEMI JOIN (VALUES ${tuples.join(", ")}) AS selected (${list(keys)}) ON ${same}`
    : "";
  const rows = rowsOf(store, query, now, [`${number} AS number`], `${number} IS NOT NULL`);
  return `SELECT ${list(keys)}, number, count(*)::DOUBLE AS rows FROM (${rows}) AS r ${joined}
    GROUP BY ${positions([...keys, "number"])}`;
}

/** As many groups as the keys could make together in a year. */
export function groupsExpected({ cube, dictionaries }: StoreCube, query: StatisticsQuery): number {
  const days = { DAY: 365, WEEK: 52, MONTH: 12, QUARTER: 4, YEAR: 1 };
  const steps = query.timeBucket ? days[query.timeBucket.grain] : 1;
  return dimensionsOf(cube, query).reduce((groups, name) => {
    const isOfClasses = numberOfClasses(cube, name) !== undefined;
    const keys = isOfClasses ? rangesOf(cube, query, name).length + 1 : part(dictionaries, name).size;
    return groups * keys;
  }, steps);
}

/** So few groups are counted at once; of more, those that are wanted are found first. */
export const fewGroups = 20_000;

/**
 * Whether groups of few rows are left out: where groups are many, most are of few rows; elsewhere they may be of use for
 * totals, and for groups without steps.
 */
export function leavesOutFew(store: StoreCube, query: StatisticsQuery): boolean {
  const { leastRows, withoutTotals, timeBucket } = query;
  if (leastRows === undefined || isOneGroup(query)) return false;
  return (withoutTotals === true && !timeBucket) || groupsExpected(store, query) > fewGroups;
}

/** A SELECT of a query's rows: their keys, and other columns. */
function rowsOf(
  store: StoreCube,
  query: StatisticsQuery,
  now: Date,
  columns: readonly string[],
  where = "TRUE",
): string {
  return `SELECT ${[...keySelection(store, query), ...columns].join(", ")} FROM ${factOf(store)}
    WHERE ${whereOf(store, query, now)} AND ${where}`;
}

function keySelection({ cube }: StoreCube, query: StatisticsQuery): string[] {
  const { timeBucket } = query;
  const step = timeBucket && columnNames.step(nameOfConstant(cube.times, timeBucket.field), timeBucket.grain);
  return [
    `${step ?? "NULL::INTEGER"} AS ${bucketKey}`,
    ...dimensionsOf(cube, query).map((name) => `${keyOrdinalSql(cube, query, name)} AS "${name}"`),
  ];
}

/** The ordinal of a row's key. */
export function keyOrdinalSql(cube: Cube, query: StatisticsQuery, name: string): string {
  const number = numberOfClasses(cube, name);
  if (number === undefined) return columnNames.key(name);
  const column = raw(columnNames.number(number));
  return `${classSql(column, rangesOf(cube, query, name), (at) => String(at + 1)).text} ELSE 0 END`;
}

/** A query's filter over the table's columns. */
export function whereOf(
  store: StoreCube,
  query: Pick<StatisticsQuery, "filter" | "before">,
  now: Date,
): string {
  const { before, filter } = query;
  const isAll = before === undefined || eventsSince(store, before).length === 0;
  return conditionSql(store, conditionOfRows(store.cube, isAll ? { filter: filter ?? null } : query), now);
}

/** What may have happened to rows on a day or later. */
function eventsSince({ cube, latestDays }: StoreCube, day: CalendarDay): Condition[] {
  return conditionsSince(cube, day).filter(({ time }) => (latestDays[time] ?? -Infinity) >= dayNumber(day));
}

export const positions = (columns: readonly string[]) => columns.map((_, at) => at + 1).join(", ");
export const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
