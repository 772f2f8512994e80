import sql, { join, raw, type Sql } from "sql-template-tag";
import { dayOf } from "../../base/clock/calendar-day";
import type { Database } from "../../database/database";
import { all } from "../filter/conditions";
import { rowKeySql } from "./cell-keys";
import { conditionOfRows } from "./condition";
import { conditionSql } from "./condition-sql";
import {
  type CountedOf,
  type Cube,
  constantName,
  countsOf,
  nameOfConstant,
  part,
  waitingFlagOf,
} from "./cube";
import { cubeAsOf, instantOf } from "./cube-as-of";
import { flagSqlOf, isJoined, keySqlOf, localTimeOf, passedSql, withinSql } from "./cube-sql";
import { noCounts } from "./measure";
import { classKeys, classSql, numberOfClasses, rangesOf } from "./number-classes";
import {
  bucketKey,
  type Counts,
  type Distribution,
  type FoundDistributions,
  type FoundGroups,
  type GroupKeys,
  groupKey,
  type StatisticsQuery,
  type TimeGrain,
} from "./statistics-query";
import { type CountedSql, dimensionsOf, keysOf, matchingGroups, sumsOf } from "./statistics-sql";

/*
 * Counts the rows of a cube in PostgreSQL: any query, in the time that reading them takes. It is what the column store
 * is compared with, and what answers while there is none.
 */

type Row = Record<string, string | number | null>;

/** Counts by group in one statement. */
export async function countRows(
  database: Database,
  cube: Cube,
  query: StatisticsQuery,
  now: Date,
): Promise<FoundGroups> {
  const names = Object.keys(countsOf(cube, query));
  const keys = keysOf(cube, query);
  const rows = await database.rows<Row>(countStatement(cube, query, now));
  const numbersOf = (row: Row): Counts => Object.fromEntries(names.map((name) => [name, Number(row[name])]));
  const totals = rows.find(({ ordinal }) => ordinal === null);
  return {
    groups: rows
      .filter(({ ordinal }) => ordinal !== null)
      .map((row) => ({ keys: keysIn(row, keys), counts: numbersOf(row) })),
    totals: totals ? numbersOf(totals) : noCounts(cube, query),
    ...(query.leastRows !== undefined && { lacksFew: true }),
  };
}

/** The statement of `countRows`. */
export function countStatement(of: Cube, query: StatisticsQuery, now: Date): Sql {
  const cube = cubeAsOf(of, query);
  const instant = instantOf(query, now);
  const names = Object.keys(countsOf(cube, query));
  const counts = join(
    Object.entries(countsOf(cube, query)).map(
      ([name, count]) => sql`${countSql(cube, count, instant)}::float8 AS ${raw(`"${name}"`)}`,
    ),
  );
  const counted: CountedSql = {
    counts: names,
    groups: sql`SELECT ${keySelection(cube, query, instant)}, ${counts} ${sourceOf(cube, query, instant)} ${groupClause(cube, query)}`,
    order: (key) => (key === bucketKey ? raw("bucket") : raw(`"${key}" COLLATE "C"`)),
    series: (first, last, grain) =>
      sql`generate_series(${first}::timestamp, ${last}::timestamp, interval ${raw(`'${stepLengths[grain]}'`)})::date`,
  };
  const noKeys = raw(
    keysOf(cube, query)
      .map((key) => (key === bucketKey ? "NULL::date" : "NULL"))
      .join(", "),
  );
  return sql`
    WITH ${matchingGroups(cube, query, dayOf(now), counted)}
    SELECT * FROM selected UNION ALL SELECT ${noKeys}, ${sumsOf(names)}, NULL FROM counted ORDER BY ordinal`;
}

/** How long a step is, as an interval. */
export const stepLengths: Record<TimeGrain, string> = {
  DAY: "1 day",
  WEEK: "7 days",
  MONTH: "1 month",
  QUARTER: "3 months",
  YEAR: "1 year",
};

/** How the number that percentiles are of is spread within each group, and over all. */
export async function distributeRows(
  database: Database,
  of: Cube,
  query: StatisticsQuery,
  now: Date,
): Promise<FoundDistributions> {
  const cube = cubeAsOf(of, query);
  const instant = instantOf(query, now);
  const { sql: number } = part(cube.numbers, cube.percentiles?.number ?? "");
  const keys = keysOf(cube, query);
  const rows = await database.rows<Row & { number: number; rows: number }>(sql`
    SELECT ${keySelection(cube, query, instant)}, ${number}::int AS number, count(*)::int AS rows
    ${sourceOf(cube, query, instant)} AND ${number} IS NOT NULL
    GROUP BY ${join([...groupTerms(cube, query), raw("number")])}`);
  const groups = new Map<string, Distribution>();
  const all: Distribution = new Map();
  for (const row of rows) {
    const key = groupKey(keysIn(row, keys), keys);
    const group = groups.get(key) ?? new Map<number, number>();
    groups.set(key, group);
    for (const one of [group, all]) one.set(row.number, (one.get(row.number) ?? 0) + row.rows);
  }
  return { groups, all };
}

/** How many keys of a dimension the rows of each group have, by `groupKey`. */
export async function countDistinct(
  database: Database,
  of: Cube,
  query: StatisticsQuery,
  dimension: string,
  now: Date,
): Promise<Map<string, number>> {
  const cube = cubeAsOf(of, query);
  const instant = instantOf(query, now);
  const keys = keysOf(cube, query);
  const joined = { ...query, groupBy: [...query.groupBy, constantName(dimension)] };
  const rows = await database.rows<Row>(sql`
    SELECT ${keySelection(cube, query, instant)}, count(DISTINCT ${keySqlOf(cube, dimension, instant)})::int AS "distinctKeys"
    ${sourceOf(cube, joined, instant)} ${groupClause(cube, query)}`);
  return new Map(rows.map((row) => [groupKey(keysIn(row, keys), keys), Number(row.distinctKeys)]));
}

function keysIn(row: Row, keys: readonly string[]): GroupKeys {
  return Object.fromEntries(keys.map((key) => [key, row[key] == null ? null : String(row[key])]));
}

function countSql(cube: Cube, count: CountedOf, now: Date): Sql {
  const added = count.adds === "key" ? sql`sum(${rowKeySql(cube)})` : sql`count(*)`;
  const counted = (holds: Sql) => sql`coalesce(${added} FILTER (WHERE ${holds}), 0)`;
  switch (count.kind) {
    case "rows":
      return sql`coalesce(${added}, 0)`;
    case "flag":
      return counted(flagSqlOf(cube, count.flag, now));
    case "sum":
      return sql`coalesce(sum(${wholeSql(cube, count.number)}), 0)`;
    case "deadline":
      return counted(pastSql(cube, count.or, now));
    case "waiting":
      return counted(sql`(${flagSqlOf(cube, waitingFlagOf(cube), now)} AND ${withinSql(cube, now)})`);
  }
}

/** A number as so many of its last digit. */
function wholeSql(cube: Cube, name: string): Sql {
  const { sql: number, decimals = 0 } = part(cube.numbers, name);
  return decimals === 0 ? number : sql`(${number} * ${raw(String(10 ** decimals))})`;
}

function pastSql(cube: Cube, or: string | undefined, now: Date): Sql {
  const past = passedSql(cube, now);
  return or === undefined ? past : sql`(${past} OR ${flagSqlOf(cube, or, now)})`;
}

function sourceOf(cube: Cube, query: StatisticsQuery, now: Date): Sql {
  const needsJoin = dimensionsOf(cube, query).some((name) => isJoined(cube, name));
  const where = all([
    conditionSql(cube, conditionOfRows(cube, query), now),
    ...(cube.rows.where ? [cube.rows.where] : []),
  ]);
  return sql`FROM ${needsJoin ? cube.rows.joined : cube.rows.from} WHERE ${where}`;
}

function keySelection(cube: Cube, query: StatisticsQuery, now: Date): Sql {
  const { timeBucket } = query;
  const bucket = timeBucket
    ? sql`date_trunc(${raw(`'${timeBucket.grain.toLowerCase()}'`)}, ${localTime(cube, timeBucket.field)})::date`
    : sql`NULL::date`;
  const keys = dimensionsOf(cube, query).map(
    (name) => sql`${keySql(cube, query, name, now)} AS ${raw(`"${name}"`)}`,
  );
  return join([sql`${bucket} AS bucket`, ...keys]);
}

/** The key of a dimension as text. */
function keySql(cube: Cube, query: StatisticsQuery, name: string, now: Date): Sql {
  const number = numberOfClasses(cube, name);
  if (number === undefined) return keySqlOf(cube, name, now);
  const ranges = rangesOf(cube, query, name);
  const { sql: value, decimals } = part(cube.numbers, number);
  const whole = decimals === undefined ? value : sql`floor(${value})`;
  return sql`${classSql(whole, ranges, (at) => `'${classKeys[at]}'`)} END`;
}

function localTime(cube: Cube, constant: string): Sql {
  return localTimeOf(part(cube.times, nameOfConstant(cube.times, constant)));
}

/** The columns of `keySelection` to group by, by their positions; time only where there are steps. */
function groupTerms(cube: Cube, query: StatisticsQuery): Sql[] {
  const positions = keysOf(cube, query).map((_, at) => at + 1);
  return (query.timeBucket ? positions : positions.slice(1)).map((position) => raw(String(position)));
}

function groupClause(cube: Cube, query: StatisticsQuery): Sql {
  const terms = groupTerms(cube, query);
  return terms.length === 0 ? sql`` : sql`GROUP BY ${join(terms)}`;
}
