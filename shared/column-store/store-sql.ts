import { raw, type Sql } from "sql-template-tag";
import { type CalendarDay, dayOf } from "../clock/calendar-day";
import type { Condition } from "../statistics/condition";
import { conditionOf } from "../statistics/condition";
import { stepLengths } from "../statistics/count-rows";
import { type BaseCount, type Cube, nameOfConstant, part } from "../statistics/cube";
import { bucketKey, type GroupKeys, type StatisticsQuestion } from "../statistics/question";
import {
  type CountedSql,
  countsThatDecide,
  dimensionsOf,
  keptGroups,
  keysOf,
  sumsOf,
} from "../statistics/statistics-sql";
import type { Dictionary } from "./dictionary";
import { columnNames, type Layout, microsOf } from "./layout";
import { dayNumber } from "./stored-row";

/** What statements over a cube's rows in the column store are made of. They hold numbers alone, and no parameters. */
export interface StoreCube {
  cube: Cube;
  layout: Layout;
  dictionaries: Record<string, Dictionary>;
}

/** From so many groups on, as far as keys tell beforehand, it pays to find out first which ones are wanted. */
const manyGroups = 50_000;

/**
 * Counts by group: a row for each group that is wanted, with its `place`, and one without a place with the totals.
 * Rows that count alike are counted together before anything is added up. Of many groups first those that are wanted
 * are found, by the few counts that decide it, and then all of their counts.
 */
export function groupsStatement(store: StoreCube, question: StatisticsQuestion, now: Date): string {
  const { cube, dictionaries } = store;
  const names = Object.keys(cube.counts);
  const keys = keysOf(cube, question);
  const isLate = hasManyGroups(store, question);
  const where = whereOf(store, question, now);
  const decisive = countsThatDecide(cube, question);
  const grouped = keySelection(store, question);
  const groups = isLate
    ? `SELECT ${[...grouped, ...decisive.map((name) => countExpression(store, name, now))].join(", ")}
       FROM fact WHERE ${where} GROUP BY ${positions(keys)}`
    : folded(store, question, now, "all");
  const counted: CountedSql = {
    groups: raw(groups),
    counts: isLate ? decisive : names,
    order: (key) => raw(key === bucketKey ? bucketKey : part(dictionaries, key).orderSql(`"${key}"`)),
    series: seriesSql,
  };
  const ctes = keptGroups(cube, question, dayOf(now), counted).text;
  const text = keys
    .map((key) => (key === bucketKey ? `${bucketKey}::VARCHAR AS ${bucketKey}` : `"${key}"`))
    .join(", ");
  const noKeys = keys.map(() => "NULL").join(", ");
  if (!isLate)
    return `WITH ${ctes} SELECT ${text}, ${list(names)}, place FROM kept
      UNION ALL SELECT ${noKeys}, ${sumsOf(names).text}, NULL FROM counted ORDER BY place`;
  const same = keys.map((key) => `kept."${key}" IS NOT DISTINCT FROM k."${key}"`).join(" AND ");
  const wanted = folded(store, question, now, "kept");
  const none = { ...question, groupBy: [], timeBucket: null };
  return `WITH ${ctes}, wanted AS (${wanted}), total AS (${folded(store, none, now, "all")})
    SELECT ${keys.map((key) => (key === bucketKey ? `kept.bucket::VARCHAR AS bucket` : `kept."${key}"`)).join(", ")},
      ${names.map((name) => `coalesce(k."${name}", 0) AS "${name}"`).join(", ")}, place
    FROM kept LEFT JOIN wanted AS k ON ${same}
    UNION ALL SELECT ${noKeys}, ${sumsOf(names).text}, NULL FROM total ORDER BY place`;
}

/** How the number that percentiles are of is spread in each group, or in these alone: rows of keys, `number` and `rows`. */
export function distributionStatement(
  store: StoreCube,
  question: StatisticsQuestion,
  now: Date,
  among?: readonly GroupKeys[],
): string {
  const { cube, dictionaries } = store;
  const keys = keysOf(cube, question);
  const number = columnNames.number(cube.percentiles?.number ?? "");
  const rows = `SELECT ${keySelection(store, question).join(", ")}, ${number} AS number FROM fact
    WHERE ${whereOf(store, question, now)} AND ${number} IS NOT NULL`;
  const literal = (key: string, value: string | null | undefined) => {
    if (key === bucketKey) return value == null ? "NULL::DATE" : `'${value}'::DATE`;
    return String(value == null ? 0 : (part(dictionaries, key).find(value) ?? -1));
  };
  const tuples = among?.map((group) => `(${keys.map((key) => literal(key, group[key])).join(", ")})`);
  const same = keys.map((key) => `r."${key}" IS NOT DISTINCT FROM kept."${key}"`).join(" AND ");
  const joined = tuples ? `SEMI JOIN (VALUES ${tuples.join(", ")}) AS kept (${list(keys)}) ON ${same}` : "";
  const selected = keys.map((key) => (key === bucketKey ? "bucket::VARCHAR AS bucket" : `"${key}"`));
  return `SELECT ${selected.join(", ")}, number, count(*)::DOUBLE AS rows FROM (${rows}) AS r ${joined}
    GROUP BY ${positions([...keys, "number"])}`;
}

/** Whether a question's groups may be too many for more than is wanted to be read of each. */
export function hasManyGroups(store: StoreCube, question: StatisticsQuestion): boolean {
  return groupsExpected(store, question) > manyGroups;
}

/** A SELECT of a question's groups with all counts, of rows that count alike taken together; `kept`: of those alone. */
function folded(store: StoreCube, question: StatisticsQuestion, now: Date, among: "all" | "kept"): string {
  const { cube, layout } = store;
  const keys = keysOf(cube, question);
  const numbers = Object.values(cube.counts).flatMap((count) =>
    count.kind === "sum" ? [columnNames.number(count.number)] : [],
  );
  const rows = [
    ...keySelection(store, question),
    "flags",
    ...numbers,
    ...(cube.deadline ? ["deadline"] : []),
  ];
  // Time alone can be null.
  const same = keys
    .filter((key) => key !== bucketKey || question.timeBucket)
    .map((key) => `r."${key}" ${key === bucketKey ? "IS NOT DISTINCT FROM" : "="} kept."${key}"`);
  const joined = among === "kept" && same.length > 0 ? `SEMI JOIN kept ON ${same.join(" AND ")}` : "";
  const alike = `
    SELECT ${[...keys.map((key) => `"${key}"`), "flags", "count(*) AS rows"].join(", ")}
      ${numbers.map((name) => `, sum(${name}) AS ${name}`).join("")}
      ${cube.deadline ? `, count(*) FILTER (WHERE ${deadlineSql(store, now)}) AS passed` : ""}
    FROM (SELECT ${rows.join(", ")} FROM fact WHERE ${whereOf(store, question, now)}) AS r ${joined}
    GROUP BY ${positions([...keys, "flags"])}`;
  const of = (count: BaseCount): string => {
    if (count.kind === "sum") return `sum(${columnNames.number(count.number)})`;
    if (count.kind === "deadline") return "sum(passed)";
    if (count.kind === "rows") return "sum(rows)";
    return `sum(rows) FILTER (WHERE flags & ${2 ** layout.flags.indexOf(count.flag)} <> 0)`;
  };
  const counts = Object.entries(cube.counts).map(
    ([name, count]) => `coalesce(${of(count)}, 0)::DOUBLE AS "${name}"`,
  );
  // All rows together are a group even where there are none.
  const isOne = question.groupBy.length === 0 && !question.timeBucket;
  const selected = keys.map((key) => (isOne ? `NULL::DATE AS ${key}` : `"${key}"`));
  return `SELECT ${[...selected, ...counts].join(", ")} FROM (${alike}) ${isOne ? "" : `GROUP BY ${positions(keys)}`}`;
}

function countExpression(store: StoreCube, name: string, now: Date): string {
  const count = part(store.cube.counts, name);
  const as = `::DOUBLE AS "${name}"`;
  if (count.kind === "rows") return `count(*)${as}`;
  if (count.kind === "sum") return `coalesce(sum(${columnNames.number(count.number)}), 0)${as}`;
  const holds = count.kind === "deadline" ? deadlineSql(store, now) : flagSql(store, count.flag);
  return `(count(*) FILTER (WHERE ${holds}))${as}`;
}

/** As many as the keys could make together. */
function groupsExpected({ cube, dictionaries }: StoreCube, question: StatisticsQuestion): number {
  const days = { DAY: 365, WEEK: 52, MONTH: 12, QUARTER: 4, YEAR: 1 };
  const steps = question.timeBucket ? days[question.timeBucket.grain] : 1;
  return dimensionsOf(cube, question).reduce((groups, name) => groups * part(dictionaries, name).size, steps);
}

function keySelection({ cube }: StoreCube, question: StatisticsQuestion): string[] {
  return [
    bucketSql(cube, question),
    ...dimensionsOf(cube, question).map((name) => `${columnNames.key(name)} AS "${name}"`),
  ];
}

/** The first day of a row's step of time, as a date. */
function bucketSql(cube: Cube, { timeBucket }: StatisticsQuestion): string {
  if (!timeBucket) return "NULL::DATE AS bucket";
  const day = columnNames.day(nameOfConstant(cube.times, timeBucket.field));
  const date = `'1970-01-01'::DATE + ${day}`;
  if (timeBucket.grain === "DAY") return `${date} AS bucket`;
  return `date_trunc('${timeBucket.grain.toLowerCase()}', ${date})::DATE AS bucket`;
}

function seriesSql(first: Sql, last: Sql, grain: keyof typeof stepLengths): Sql {
  const interval = raw(`INTERVAL '${stepLengths[grain]}'`);
  const [from, to] = [first.text, last.text];
  return raw(`unnest(generate_series((${from})::TIMESTAMP, (${to})::TIMESTAMP, ${interval.text}))::DATE`);
}

function whereOf(store: StoreCube, question: StatisticsQuestion, now: Date): string {
  return conditionSql(store, conditionOf(store.cube, question.filter), now);
}

/** A condition over the rows of the store. */
export function conditionSql(store: StoreCube, condition: Condition, now: Date): string {
  const nested = (one: Condition) => conditionSql(store, one, now);
  switch (condition.kind) {
    case "all":
      return condition.of.length === 0 ? "TRUE" : `(${condition.of.map(nested).join(" AND ")})`;
    case "any":
      return condition.of.length === 0 ? "FALSE" : `(${condition.of.map(nested).join(" OR ")})`;
    case "not":
      return `NOT coalesce(${nested(condition.of)}, FALSE)`;
    case "day":
      return daySql(columnNames.day(condition.time), condition.gte, condition.lt);
    case "noDay":
      return `${columnNames.day(condition.time)} IS ${condition.is ? "" : "NOT "}NULL`;
    case "flag":
      return condition.is ? flagSql(store, condition.flag) : `NOT ${flagSql(store, condition.flag)}`;
    case "deadline":
      return condition.is ? deadlineSql(store, now) : `NOT ${deadlineSql(store, now)}`;
    case "noKey":
      return `${columnNames.key(condition.dimension)} ${condition.is ? "=" : "<>"} 0`;
    default: {
      const dictionary = part(store.dictionaries, condition.dimension);
      const known = condition.keys.flatMap((key) => dictionary.find(key) ?? []);
      const is = condition.kind === "in";
      if (known.length === 0) return is ? "FALSE" : "TRUE";
      return `${columnNames.key(condition.dimension)} ${is ? "" : "NOT "}IN (${known.join(", ")})`;
    }
  }
}

function daySql(column: string, gte: CalendarDay | null, lt: CalendarDay | null): string {
  const bounds = [
    ...(gte ? [`${column} >= ${dayNumber(gte)}`] : []),
    ...(lt ? [`${column} < ${dayNumber(lt)}`] : []),
  ];
  return `(${bounds.join(" AND ")})`;
}

function flagSql({ layout }: StoreCube, flag: string): string {
  const [bits, at] = layout.flags.includes(flag)
    ? ["flags", layout.flags.indexOf(flag)]
    : ["marks", layout.marks.indexOf(flag)];
  return `(${bits} & ${2 ** at} <> 0)`;
}

/** Whether a row is past its deadline at an instant. */
export function deadlineSql(store: StoreCube, now: Date): string {
  const { deadline } = store.cube;
  return deadline ? `(${flagSql(store, deadline.while)} AND deadline < ${microsOf(now)})` : "FALSE";
}

const positions = (columns: readonly string[]) => columns.map((_, at) => at + 1).join(", ");
const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
