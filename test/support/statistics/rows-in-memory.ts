import sql, { join, raw, type Sql } from "sql-template-tag";
import { createWeightedCache } from "../../../shared/base/cache/weighted-cache";
import { type CalendarDay, dayOf } from "../../../shared/base/clock/calendar-day";
import { localTimeSql } from "../../../shared/base/clock/local-time";
import { bucketOf } from "../../../shared/base/clock/time-buckets";
import type { Database } from "../../../shared/database/database";
import { rowKeySql } from "../../../shared/kit/cube/cell-keys";
import { type Condition, conditionOfRows } from "../../../shared/kit/cube/condition";
import {
  type Cube,
  countsOf,
  keyDimensionsOf,
  nameOfConstant,
  type TimeAxis,
} from "../../../shared/kit/cube/cube";
import {
  deadlineInstant,
  flagSqlOf,
  keySqlOf,
  localTimeOf,
  passedSql,
} from "../../../shared/kit/cube/cube-sql";
import { noCounts } from "../../../shared/kit/cube/measure";
import { classKeyOf, numberOfClasses, rangesOf } from "../../../shared/kit/cube/number-classes";
import { selectGroups } from "../../../shared/kit/cube/select-groups";
import type { CubeStore, StatisticsContext } from "../../../shared/kit/cube/statistics-context";
import {
  bucketKey,
  type Distribution,
  type FoundDistributions,
  type FoundGroups,
  type Group,
  type GroupKeys,
  groupKey,
  type StatisticsQuery,
} from "../../../shared/kit/cube/statistics-query";
import { dimensionsOf, keysOf } from "../../../shared/kit/cube/statistics-sql";
import type { KnownValues } from "./random-queries";
import { rowAsOf, withPassed } from "./row-as-of";
import { type Row, testOf } from "./row-test";

type Rows = readonly Row[];

/** Of all answers together that are given again without counting. */
const maxCachedGroups = 200_000;

/**
 * Answers from rows in memory, found by two of their dimensions: an attacker asks hundreds of thousands of queries, most
 * of them for few rows.
 */
export class RowsInMemory implements CubeStore {
  readonly #cube: Cube;
  readonly #rows: Rows;
  readonly #today: CalendarDay;
  readonly #indexed: Map<string, Map<string, Row[]>>;
  readonly #answers = createWeightedCache<FoundGroups>(maxCachedGroups);

  /** Rows as they stood at the ends of days, by the day; undefined those that were not there yet. */
  readonly #past = new Map<string, Map<Row, Row | undefined>>();

  private constructor(cube: Cube, rows: Rows, today: CalendarDay, indexed: readonly string[]) {
    this.#cube = cube;
    this.#today = today;
    this.#rows = rows;
    this.#indexed = new Map(
      indexed.map((name) => [name, Map.groupBy(rows, (row) => String(row[`key ${name}`]))]),
    );
  }

  static async read(
    cube: Cube,
    database: Database,
    now: Date,
    indexed: readonly string[],
  ): Promise<RowsInMemory> {
    const columns = (record: object, prefix: string, of: (one: never) => Sql) =>
      Object.entries(record).map(([name, one]) => sql`${of(one as never)} AS ${raw(`"${prefix} ${name}"`)}`);
    const all = [
      ...keyDimensionsOf(cube).map(([name, one]) => {
        const key = "passed" in one ? keySqlOf(cube, name) : keySqlOf(cube, name, now);
        return sql`${key} AS ${raw(`"key ${name}"`)}`;
      }),
      ...columns(cube.times, "day", (axis: TimeAxis) => sql`(${localTimeOf(axis)})::date`),
      ...Object.keys(cube.flags).map(
        (name) => sql`coalesce((${flagSqlOf(cube, name, now)}), FALSE) AS ${raw(`"flag ${name}"`)}`,
      ),
      ...columns(cube.numbers, "number", ({ sql: number }: { sql: Sql }) => sql`(${number})::float8`),
      sql`coalesce(${passedSql(cube, now)}, FALSE) AS passed`,
      ...Object.entries(cube.rows.period ?? {}).map(([bound, day]) => sql`${day}::text AS ${raw(bound)}`),
      ...(cube.isAboutPersons ? [sql`${rowKeySql(cube)} AS "rowKey"`] : []),
      sql`(${localTimeSql(cube.deadline ? deadlineInstant(cube.deadline) : sql`NULL::timestamptz`)})::date AS "dueOn"`,
    ];
    const rows = await database.rows<Row>(sql`SELECT ${join(all)} FROM ${cube.rows.joined}`);
    return new RowsInMemory(cube, rows, dayOf(now), indexed);
  }

  async count(question: StatisticsQuery, { now }: StatisticsContext): Promise<FoundGroups & { asOf: Date }> {
    return { ...this.find(question), asOf: now };
  }

  /** Groups in the order of the query: without gaps filled. */
  find(question: StatisticsQuery): FoundGroups {
    const { asOf = null, filter = null, groupBy, timeBucket = null, having = null, first, before } = question;
    const { rowKeysOf = null, orderBy = null, topWithin = null, classes = null } = question;
    const asked = [asOf, filter, groupBy, timeBucket, having, orderBy, topWithin, first, rowKeysOf, before];
    const text = JSON.stringify([...asked, classes]);
    const known = this.#answers.get(text);
    if (known) return known;
    const found = this.#count(question);
    this.#answers.set(text, found, 1 + found.groups.length);
    return found;
  }

  /** What the rows have, by the names of dimensions, times and numbers. */
  known(): KnownValues {
    const valuesOf = <Value>(names: readonly string[], prefix: string) =>
      Object.fromEntries(
        names.map((name) => [
          name,
          [...new Set(this.#rows.map((row) => row[`${prefix} ${name}`]))].filter(
            (one) => one !== null,
          ) as Value[],
        ]),
      );
    return {
      keys: valuesOf<string>(
        keyDimensionsOf(this.#cube).map(([name]) => name),
        "key",
      ),
      days: valuesOf<string>(Object.keys(this.#cube.times), "day"),
      numbers: valuesOf<number>(Object.keys(this.#cube.numbers), "number"),
    };
  }

  async distinct(): Promise<undefined> {
    return undefined;
  }

  /** Of all groups, whichever are requested. */
  async distribute(question: StatisticsQuery): Promise<FoundDistributions> {
    const number = `number ${this.#cube.percentiles?.number}`;
    const names = keysOf(this.#cube, question);
    const groups = new Map<string, Distribution>();
    const all: Distribution = new Map();
    for (const { row, keys } of this.#matching(question)) {
      const value = row[number];
      if (typeof value !== "number") continue;
      const own = keys.map((one) => groupKey(one, names));
      for (const key of own) if (!groups.has(key)) groups.set(key, new Map());
      for (const one of [all, ...own.flatMap((key) => groups.get(key) ?? [])])
        one.set(value, (one.get(value) ?? 0) + 1);
    }
    return { groups, all };
  }

  /** Many queries are as of one day. */
  #rowAsOf(present: Row, asOf: string): Row | undefined {
    const past = this.#past.get(asOf) ?? new Map<Row, Row | undefined>();
    this.#past.set(asOf, past);
    if (!past.has(present)) past.set(present, rowAsOf(this.#cube, present, asOf));
    return past.get(present);
  }

  /** The rows that a query is about, and the keys of the groups that each is in. */
  *#matching(question: StatisticsQuery): Generator<{ row: Row; keys: GroupKeys[] }> {
    const cube = this.#cube;
    const condition = conditionOfRows(cube, question);
    const holds = testOf(condition);
    const dimensions = dimensionsOf(cube, question);
    const { timeBucket } = question;
    const asOf = question.asOf ?? (cube.rows.period ? this.#today : null);
    const time = timeBucket && `day ${nameOfConstant(cube.times, timeBucket.field)}`;
    for (const present of this.#candidates(condition)) {
      const row = withPassed(cube, asOf == null ? present : this.#rowAsOf(present, asOf), asOf);
      if (!row || !holds(row)) continue;
      const day = time ? row[time] : null;
      const keys: Record<string, string | null> = {
        [bucketKey]: day != null && timeBucket ? bucketOf(String(day), timeBucket.grain).start : null,
      };
      for (const name of dimensions) {
        const number = numberOfClasses(cube, name);
        const value = number === undefined ? null : row[`number ${number}`];
        keys[name] =
          number === undefined
            ? (row[`key ${name}`] as string | null)
            : classKeyOf(
                rangesOf(cube, question, name),
                typeof value === "number" ? Math.floor(value) : null,
              );
      }
      yield { row, keys: this.#keysByValue(row, keys, dimensions) };
    }
  }

  #count(question: StatisticsQuery): FoundGroups {
    const cube = this.#cube;
    const counts = Object.entries(countsOf(cube, question));
    const names = keysOf(cube, question);
    const totals = noCounts(cube, question);
    const groups = new Map<string, Group>();
    for (const { row, keys } of this.#matching(question)) {
      const of = keys.map((one) => {
        const key = groupKey(one, names);
        const group = groups.get(key) ?? { keys: one, counts: noCounts(cube, question) };
        groups.set(key, group);
        return group;
      });
      for (const [name, count] of counts) {
        const worth =
          count.kind === "rows"
            ? 1
            : count.kind === "sum"
              ? wholeOf(cube, count.number, row)
              : Number(
                  count.kind === "flag"
                    ? row[`flag ${count.flag}`]
                    : count.kind === "waiting"
                      ? !row.passed && row[`flag ${cube.deadline?.while}`]
                      : row.passed || (count.or !== undefined && row[`flag ${count.or}`]),
                );
        const added = count.adds === "key" ? worth * Number(row.rowKey) : worth;
        totals[name] = (totals[name] ?? 0) + added;
        for (const { counts: sum } of of) sum[name] = (sum[name] ?? 0) + added;
      }
    }
    const isOne = names.length === 1 && !question.timeBucket;
    const all = isOne ? [{ keys: { [bucketKey]: null }, counts: totals }] : [...groups.values()];
    return { groups: selectGroups(cube, question, all), totals };
  }

  /** The keys of all groups that a row is in: of several where it has several values of a dimension. */
  #keysByValue(row: Row, keys: GroupKeys, dimensions: readonly string[]): GroupKeys[] {
    let all = [keys];
    for (const name of dimensions) {
      const dimension = this.#cube.dimensions[name];
      if (dimension?.kind !== "values") continue;
      const values = Object.entries(dimension.values).filter(
        ([, { flag, is }]) => row[`flag ${flag}`] === is,
      );
      const had = values.length === 0 ? [null] : values.map(([value]) => value);
      all = all.flatMap((one) => had.map((value) => ({ ...one, [name]: value })));
    }
    return all;
  }

  /** Rows that may match a condition. */
  #candidates(condition: Condition): Rows {
    let best = this.#rows;
    const look = (one: Condition) => {
      if (one.kind === "all") for (const part of one.of) look(part);
      if (one.kind !== "in") return;
      const index = this.#indexed.get(one.dimension);
      const rows = index && one.keys.flatMap((key) => index.get(key) ?? []);
      if (rows && rows.length < best.length) best = rows;
    };
    look(condition);
    if (best !== this.#rows || condition.kind !== "all") return best;
    // Of several conditions, one of which must hold, each may be found by itself.
    const either = condition.of
      .flatMap((one) => (one.kind === "all" ? one.of : [one]))
      .find((one) => one.kind === "any");
    const parts = either?.kind === "any" ? either.of.map((one) => this.#candidates(one)) : [];
    return parts.length === 0 || parts.includes(this.#rows) ? best : [...new Set(parts.flat())];
  }
}

/** A number as so many of its last digit. */
function wholeOf({ numbers }: Cube, name: string, row: Row): number {
  return Math.round(Number(row[`number ${name}`] ?? 0) * 10 ** (numbers[name]?.decimals ?? 0));
}
