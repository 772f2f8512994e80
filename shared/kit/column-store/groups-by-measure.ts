import { raw, type Sql } from "sql-template-tag";
import { dayOf } from "../../base/clock/calendar-day";
import { stepLengths } from "../cube/count-rows";
import { countsOf, part } from "../cube/cube";
import { noCounts } from "../cube/measure";
import { bucketKey, type FoundGroups, type StatisticsQuery } from "../cube/statistics-query";
import { countsThatDecide, matchingGroups, keysOf, sumsOf } from "../cube/statistics-sql";
import { keysIn, type RunStatement, type StoreRow } from "./leading-groups";
import type { StoreCube } from "./storage/row-condition-sql";
import { stepDateSql, stepOfDateSql } from "./storage/step-sql";
import { countedBy, countedGroups, groupsExpected, list } from "./storage/store-sql";

/** From so many groups on it pays to find out first which ones are wanted. */
const manyGroups = 50_000;

/** Whether a question's groups may be too many for more than is wanted to be read of each. */
export function hasManyGroups(store: StoreCube, question: StatisticsQuery): boolean {
  return groupsExpected(store, question) > manyGroups;
}

/** The groups of a question that orders them by measures or holds them to some. */
export async function groupsByMeasure(
  store: StoreCube,
  question: StatisticsQuery,
  now: Date,
  run: RunStatement,
): Promise<FoundGroups> {
  const rows = await run(groupsStatement(store, question, now));
  const numbersOf = (row: StoreRow) =>
    Object.fromEntries(Object.keys(countsOf(store.cube, question)).map((name) => [name, Number(row[name])]));
  const total = rows.find(({ place }) => place === null);
  const groups = rows
    .filter(({ place }) => place !== null)
    .map((row) => ({ keys: keysIn(store, question, row), counts: numbersOf(row) }));
  return { groups, totals: total ? numbersOf(total) : noCounts(store.cube, question) };
}

/**
 * A row for each group that is wanted, with its `place`, and one without a place with the totals. Of many groups first
 * those that are wanted are found, by the few counts that decide it, and then all of their counts.
 */
function groupsStatement(store: StoreCube, question: StatisticsQuery, now: Date): string {
  const { cube, dictionaries } = store;
  const names = Object.keys(countsOf(cube, question));
  const keys = keysOf(cube, question);
  const isLate = hasManyGroups(store, question);
  const decisive = isLate ? countsThatDecide(cube, question) : names;
  const groups = isLate ? countedBy(store, question, now, decisive) : countedGroups(store, question, now);
  const grain = question.timeBucket?.grain ?? "DAY";
  const ctes = matchingGroups(cube, question, dayOf(now), {
    groups: raw(`SELECT * REPLACE (${stepDateSql("bucket", grain)} AS bucket) FROM (${groups})`),
    counts: decisive,
    order: (key) => raw(key === bucketKey ? bucketKey : part(dictionaries, key).orderSql(`"${key}"`)),
    series: (first, last) => seriesSql(first, last, stepLengths[grain]),
  }).text;
  const noKeys = keys.map(() => "NULL").join(", ");
  // With steps as numbers again.
  const kept = `SELECT * REPLACE (${stepOfDateSql("bucket", grain)} AS bucket) FROM kept`;
  if (!isLate)
    return `WITH ${ctes} ${kept} UNION ALL SELECT ${noKeys}, ${sumsOf(names).text}, NULL FROM counted ORDER BY place`;
  const same = (of: string) =>
    keys.map((key) => `${of}."${key}" IS NOT DISTINCT FROM k."${key}"`).join(" AND ");
  const wanted = countedGroups(store, question, now, { join: `SEMI JOIN best AS k ON ${same("r")}` });
  const total = countedGroups(store, { ...question, groupBy: [], timeBucket: null }, now);
  return `WITH ${ctes}, best AS MATERIALIZED (${kept}), wanted AS (${wanted}), total AS (${total})
    SELECT ${keys.map((key) => `k."${key}"`).join(", ")},
      ${names.map((name) => `coalesce(w."${name}", 0) AS "${name}"`).join(", ")}, place
    FROM best AS k LEFT JOIN wanted AS w ON ${same("w")}
    UNION ALL SELECT ${noKeys}, ${list(names)}, NULL FROM total ORDER BY place`;
}

function seriesSql(first: Sql, last: Sql, length: string): Sql {
  return raw(
    `unnest(generate_series((${first.text})::TIMESTAMP, (${last.text})::TIMESTAMP, INTERVAL '${length}'))::DATE`,
  );
}
