import { raw, type Sql } from "sql-template-tag";
import { dayOf } from "../../base/clock/calendar-day";
import { stepLengths } from "../cube/count-rows";
import { countsOf, part } from "../cube/cube";
import { noCounts } from "../cube/measure";
import { bucketKey, type FoundGroups, type StatisticsQuery } from "../cube/statistics-query";
import { countsThatDecide, keysOf, matchingGroups, sumsOf } from "../cube/statistics-sql";
import { keysIn, type RunStatement, type StoreRow } from "./leading-groups";
import type { StoreCube } from "./storage/row-condition-sql";
import { stepDateSql, stepOfDateSql } from "./storage/step-sql";
import { countedBy, countedGroups, groupsExpected, list } from "./storage/store-sql";

/** From so many groups on it pays to find out first which ones are wanted. */
const manyGroups = 50_000;

/** Whether a query's groups may be too many for more than is wanted to be read of each. */
export function hasManyGroups(store: StoreCube, query: StatisticsQuery): boolean {
  return groupsExpected(store, query) > manyGroups;
}

/** The groups of a query that orders or filters them by measures. */
export async function groupsByMeasure(
  store: StoreCube,
  query: StatisticsQuery,
  now: Date,
  run: RunStatement,
): Promise<FoundGroups> {
  const rows = await run(groupsStatement(store, query, now));
  const numbersOf = (row: StoreRow) =>
    Object.fromEntries(Object.keys(countsOf(store.cube, query)).map((name) => [name, Number(row[name])]));
  const total = rows.find(({ ordinal }) => ordinal === null);
  const groups = rows
    .filter(({ ordinal }) => ordinal !== null)
    .map((row) => ({ keys: keysIn(store, query, row), counts: numbersOf(row) }));
  return { groups, totals: total ? numbersOf(total) : noCounts(store.cube, query) };
}

/**
 * A row for each group that is wanted, with its `ordinal`, and one without an ordinal with the totals. Of many groups
 * first those that are wanted are found, by the few counts that decide it, and then all of their counts.
 */
function groupsStatement(store: StoreCube, query: StatisticsQuery, now: Date): string {
  const { cube, dictionaries } = store;
  const names = Object.keys(countsOf(cube, query));
  const keys = keysOf(cube, query);
  const isLate = hasManyGroups(store, query);
  const decisive = isLate ? countsThatDecide(cube, query) : names;
  const groups = isLate ? countedBy(store, query, now, decisive) : countedGroups(store, query, now);
  const grain = query.timeBucket?.grain ?? "DAY";
  const ctes = matchingGroups(cube, query, dayOf(now), {
    groups: raw(`SELECT * REPLACE (${stepDateSql("bucket", grain)} AS bucket) FROM (${groups})`),
    counts: decisive,
    order: (key) => raw(key === bucketKey ? bucketKey : part(dictionaries, key).orderSql(`"${key}"`)),
    series: (first, last) => seriesSql(first, last, stepLengths[grain]),
  }).text;
  const noKeys = keys.map(() => "NULL").join(", ");
  // With steps as numbers again.
  const selected = `SELECT * REPLACE (${stepOfDateSql("bucket", grain)} AS bucket) FROM selected`;
  if (!isLate)
    return `WITH ${ctes} ${selected} UNION ALL SELECT ${noKeys}, ${sumsOf(names).text}, NULL FROM counted ORDER BY ordinal`;
  const same = (of: string) =>
    keys.map((key) => `${of}."${key}" IS NOT DISTINCT FROM k."${key}"`).join(" AND ");
  const wanted = countedGroups(store, query, now, { join: `SEMI JOIN best AS k ON ${same("r")}` });
  const total = countedGroups(store, { ...query, groupBy: [], timeBucket: null }, now);
  return `WITH ${ctes}, best AS MATERIALIZED (${selected}), wanted AS (${wanted}), total AS (${total})
    SELECT ${keys.map((key) => `k."${key}"`).join(", ")},
      ${names.map((name) => `coalesce(w."${name}", 0) AS "${name}"`).join(", ")}, ordinal
    FROM best AS k LEFT JOIN wanted AS w ON ${same("w")}
    UNION ALL SELECT ${noKeys}, ${list(names)}, NULL FROM total ORDER BY ordinal`;
}

function seriesSql(first: Sql, last: Sql, length: string): Sql {
  return raw(
    `unnest(generate_series((${first.text})::TIMESTAMP, (${last.text})::TIMESTAMP, INTERVAL '${length}'))::DATE`,
  );
}
