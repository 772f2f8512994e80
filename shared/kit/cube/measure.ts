import sql, { raw, type Sql } from "sql-template-tag";
import { type Bounds, readNumbers } from "../filter/read-filter";
import { type Cube, countsOf, type Measure, nameOfConstant, part } from "./cube";
import type { Counts, Distribution, MeasureBounds, StatisticsQuery } from "./statistics-query";

/** Base counts of nothing. */
export function noCounts(cube: Cube, query: Pick<StatisticsQuery, "rowKeysOf"> = {}): Counts {
  return Object.fromEntries(Object.keys(countsOf(cube, query)).map((name) => [name, 0]));
}

/** The counts of several groups together. */
export function addCounts(
  cube: Cube,
  groups: readonly Counts[],
  query: Pick<StatisticsQuery, "rowKeysOf"> = {},
): Counts {
  const sum = noCounts(cube, query);
  for (const name of Object.keys(sum))
    for (const group of groups) sum[name] = part(sum, name) + part(group, name);
  return sum;
}

/** How many of what a count adds up make one of its unit: 100 where it adds up a number of two decimals. */
export function partsOfUnit({ counts, numbers }: Cube, name: string): number {
  const count = part(counts, name);
  return count.kind === "sum" ? 10 ** (part(numbers, count.number).decimals ?? 0) : 1;
}

/** The value of a measure; null where there is nothing to divide by. */
export function measureValue(cube: Cube, { kind, count, of }: Measure, counts: Counts): number | null {
  const value = part(counts, count) / partsOfUnit(cube, count);
  if (kind === "count" || of === undefined) return value;
  const denominator = part(counts, of) / partsOfUnit(cube, of);
  return denominator === 0 ? null : value / denominator;
}

/** The measure of a constant of `orderBy` or `having`. */
export function measureOf(cube: Cube, constant: string): Measure {
  return part(cube.measures, nameOfConstant(cube.measures, constant));
}

/** The column of a base count is named so in every statement. */
export const countColumn = (name: string) => raw(`"${name}"`);

/** The same value in SQL, PostgreSQL's and DuckDB's, of columns that hold base counts. */
export function measureSql(cube: Cube, { kind, count, of }: Measure): Sql {
  const value = amountSql(cube, count);
  if (kind === "count" || of === undefined) return value;
  return sql`(${value} / nullif(${amountSql(cube, of)}, 0))`;
}

/** What a count's column comes to in its unit. */
function amountSql(cube: Cube, count: string): Sql {
  const parts = partsOfUnit(cube, count);
  return parts === 1 ? countColumn(count) : sql`(${countColumn(count)} / ${raw(String(parts))})`;
}

/** What `having` says of a measure, in SQL; bounds are numbers, which need no parameter. */
export function boundsSql(cube: Cube, { measure, is }: MeasureBounds): Sql[] {
  const { gte, gt, lte, lt, isNull } = readNumbers(is, ["is"]);
  const value = measureSql(cube, measureOf(cube, measure));
  // With an exponent both take it for a double; a decimal would be rounded twice.
  const number = (bound: number) => raw(`(${bound.toExponential()})::float8`);
  return [
    ...(gte === null ? [] : [sql`${value} >= ${number(gte)}`]),
    ...(gt === null ? [] : [sql`${value} > ${number(gt)}`]),
    ...(lte === null ? [] : [sql`${value} <= ${number(lte)}`]),
    ...(lt === null ? [] : [sql`${value} < ${number(lt)}`]),
    ...(isNull === null ? [] : [isNull ? sql`${value} IS NULL` : sql`${value} IS NOT NULL`]),
  ];
}

/** Whether a group's measure is within bounds. */
export function isWithin(cube: Cube, { measure, is }: MeasureBounds, counts: Counts): boolean {
  return isBetween(is, measureValue(cube, measureOf(cube, measure), counts));
}

/** Whether a value is within bounds. */
export function isBetween(bounds: Bounds<number>, value: number | null): boolean {
  const { eq, gte, gt, lte, lt, isNull } = bounds;
  if (typeof isNull === "boolean" && (value === null) !== isNull) return false;
  if (value === null) return [eq, gte, gt, lte, lt].every((bound) => bound == null);
  return (
    (eq == null || value === eq) &&
    (gte == null || value >= gte) &&
    (gt == null || value > gt) &&
    (lte == null || value <= lte) &&
    (lt == null || value < lt)
  );
}

/**
 * The least number that this share of the rows does not exceed: PostgreSQL's percentile_disc. 0 gives the least, 1 the
 * largest; null when there is no row.
 */
export function percentileOf(distribution: Distribution, share: number): number | null {
  const leastFirst = [...distribution].toSorted(([left], [right]) => left - right);
  const wanted = share * leastFirst.reduce((sum, [, rows]) => sum + rows, 0);
  let within = 0;
  for (const [number, rows] of leastFirst) {
    within += rows;
    if (rows > 0 && within >= wanted) return number;
  }
  return null;
}
