import sql, { join, raw, type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../base/clock/calendar-day";
import { all } from "../filter/conditions";
import { filledDays } from "./check-query";
import { type Cube, nameOfConstant, rowCountOf } from "./cube";
import { boundsSql, countColumn, measureOf, measureSql } from "./measure";
import { bucketKey, type StatisticsQuery, type TimeGrain } from "./statistics-query";

/**
 * How a database counts the rows of a query by group: the two parts in which PostgreSQL and the column store differ.
 * Columns are named after keys and counts.
 */
export interface CountedSql {
  /** A SELECT of a row for each group: `bucket` (a date; null without steps), the dimensions' keys, and counts. */
  groups: Sql;
  /** Which counts `groups` has: at least those by which groups are ordered and filtered. */
  counts: readonly string[];
  /** A key in the order of its texts, those without one last. */
  order(key: string): Sql;
  /** A series of dates as many rows, within a SELECT list. */
  series(first: Sql, last: Sql, grain: TimeGrain): Sql;
}

/** The names of the dimensions that a query is grouped by, in the order of the cube. */
export function dimensionsOf(cube: Cube, { groupBy }: Pick<StatisticsQuery, "groupBy">): string[] {
  const requested = groupBy.map((constant) => nameOfConstant(cube.dimensions, constant));
  return Object.keys(cube.dimensions).filter((name) => requested.includes(name));
}

/** The keys of a query's groups: time first. */
export function keysOf(cube: Cube, query: Pick<StatisticsQuery, "groupBy">): string[] {
  return [bucketKey, ...dimensionsOf(cube, query)];
}

/**
 * Common table expressions that end with `selected`: the groups that a query is answered with, in order, by their column
 * `ordinal`; and `counted`, all groups that have rows. The SQL is valid in both databases.
 */
export function matchingGroups(
  cube: Cube,
  query: StatisticsQuery,
  today: CalendarDay,
  counted: CountedSql,
): Sql {
  const { having, orderBy, first, timeBucket, leastRows, topWithin } = query;
  const order = [
    ...(orderBy ?? []).map(({ field, direction }) => {
      const measure = measureSql(cube, measureOf(cube, field));
      return direction === "ASC" ? sql`${measure} ASC NULLS LAST` : sql`${measure} DESC NULLS LAST`;
    }),
    ...keysOf(cube, query).map((key) => sql`${counted.order(key)} ASC NULLS LAST`),
  ];
  const conditions = all([
    ...(having ?? []).flatMap((bounds) => boundsSql(cube, bounds)),
    ...(leastRows === undefined ? [] : [sql`${countColumn(rowCountOf(cube))} >= ${raw(String(leastRows))}`]),
  ]);
  const filled = timeBucket?.fillGaps ? withGaps(cube, query, today, counted) : sql`SELECT * FROM counted`;
  const names = raw([...keysOf(cube, query), ...counted.counts].map(quoted).join(", "));
  const partition = raw(quoted(topWithin ? nameOfConstant(cube.dimensions, topWithin.dimension) : bucketKey));
  const top = topWithin
    ? sql`SELECT ${names} FROM (
        SELECT *, row_number() OVER (PARTITION BY ${partition} ORDER BY ${join(order)}) AS rank
        FROM filled WHERE ${conditions}) AS ranked WHERE rank <= ${raw(String(topWithin.first))}`
    : sql`SELECT * FROM filled WHERE ${conditions}`;
  return sql`
    counted AS MATERIALIZED (${counted.groups}), filled AS (${filled}), top AS (${top}), selected AS MATERIALIZED (
      SELECT *, row_number() OVER (ORDER BY ${join(order)}) AS ordinal FROM (
        SELECT * FROM top ORDER BY ${join(order)} LIMIT ${raw(String(first + 1))}) AS best)`;
}

const quoted = (name: string) => `"${name}"`;

/**
 * The counted groups and, with zero counts, the steps that a combination of the other keys lacks, from the first step to
 * the last: only of so many steps that what they lack is more than anybody reads, for all that lack rows are alike. Of a
 * query for the first groups within each of a dimension that is so within each.
 */
function withGaps(cube: Cube, query: StatisticsQuery, today: CalendarDay, counted: CountedSql): Sql {
  const { first, topWithin } = query;
  const { from, to } = filledDays(cube, query, today);
  const grain = query.timeBucket?.grain ?? "DAY";
  const unit = raw(`'${grain.toLowerCase()}'`);
  const day = (value: CalendarDay | null) => (value === null ? raw("NULL::date") : raw(`'${value}'::date`));
  const dimensions = dimensionsOf(cube, query).map(quoted);
  const keys = raw([quoted(bucketKey), ...dimensions].join(", "));
  const combinations =
    dimensions.length === 0
      ? sql`SELECT 1 AS one`
      : sql`SELECT DISTINCT ${raw(dimensions.join(", "))} FROM counted`;
  const step = dimensions.length === 0 ? raw("step") : raw(["step", ...dimensions].join(", "));
  const zeros = raw(counted.counts.map(() => "0").join(", "));
  const part = topWithin ? raw(quoted(nameOfConstant(cube.dimensions, topWithin.dimension))) : raw("1");
  const most = raw(String(topWithin ? topWithin.first : first + 1));
  return sql`
    WITH combination AS MATERIALIZED (${combinations}), step AS MATERIALIZED (
      SELECT ${counted.series(sql`date_trunc(${unit}, first)`, sql`last`, grain)} AS step FROM (
        SELECT least(${day(from)}, min(bucket)) AS first, greatest(${day(to)}, max(bucket)) AS last FROM counted) AS span
    ), lacking AS (
      SELECT step, c.part, c.combinations - coalesce(g.groups, 0) AS missing
      FROM step CROSS JOIN (SELECT ${part} AS part, count(*) AS combinations FROM combination GROUP BY 1) AS c
      LEFT JOIN (SELECT bucket, ${part} AS part, count(*) AS groups FROM counted GROUP BY 1, 2) AS g
        ON g.bucket = step.step AND g.part IS NOT DISTINCT FROM c.part
    ), needed AS MATERIALIZED (
      SELECT step, part FROM (
        SELECT step, part, missing, sum(missing) OVER (PARTITION BY part ORDER BY step) - missing AS before FROM lacking
      ) AS one WHERE missing > 0 AND before < ${most})
    SELECT * FROM counted
    UNION ALL SELECT missing.*, ${zeros} FROM (
      SELECT ${step} FROM needed JOIN combination ON part IS NOT DISTINCT FROM ${part}
      EXCEPT SELECT ${keys} FROM counted WHERE bucket IN (SELECT step FROM needed)) AS missing`;
}

/** Base counts by which a query's groups are ordered and filtered. */
export function countsThatDecide(cube: Cube, { having, orderBy }: StatisticsQuery): string[] {
  const constants = [
    ...(having ?? []).map(({ measure }) => measure),
    ...(orderBy ?? []).map(({ field }) => field),
  ];
  const names = constants.flatMap((constant) => {
    const { count, of } = measureOf(cube, constant);
    return of === undefined ? [count] : [count, of];
  });
  return Object.keys(cube.counts).filter((name) => names.includes(name));
}

/** The sums of some counts over all groups. */
export function sumsOf(counts: readonly string[]): Sql {
  return join(
    counts.map((name) => sql`coalesce(sum(${countColumn(name)}), 0)::float8 AS ${countColumn(name)}`),
  );
}
