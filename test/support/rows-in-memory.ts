import sql, { join, raw, type Sql } from "sql-template-tag";
import { localTimeSql } from "../../shared/clock/local-time";
import { bucketOf } from "../../shared/clock/time-buckets";
import type { Database } from "../../shared/database/database";
import type { Asking, CubeStore } from "../../shared/statistics/asking";
import { type Condition, conditionOfRows } from "../../shared/statistics/condition";
import {
  type Cube,
  countsOf,
  keyDimensionsOf,
  nameOfConstant,
  startAxisOf,
  type TimeAxis,
} from "../../shared/statistics/cube";
import { cubeAsOf } from "../../shared/statistics/cube-as-of";
import { flagSqlOf, keySqlOf, localTimeOf } from "../../shared/statistics/cube-sql";
import { noCounts } from "../../shared/statistics/measure";
import { classKeyOf, numberOfClasses, rangesOf } from "../../shared/statistics/number-classes";
import { rowKeySql } from "../../shared/statistics/protection/cell-keys";
import { keepGroups } from "../../shared/statistics/protection/keep-groups";
import {
  bucketKey,
  type FoundGroups,
  type Group,
  type GroupKeys,
  groupKey,
  type StatisticsQuestion,
} from "../../shared/statistics/question";
import { dimensionsOf, keysOf } from "../../shared/statistics/statistics-sql";
import type { KnownValues } from "./random-questions";

/** Keys, days, flags and numbers of a row by their names, prefixed by what they are. */
type Row = Record<string, string | number | boolean | null>;
type Rows = readonly Row[];

/**
 * Answers from rows in memory, found by two of their dimensions: an attacker asks hundreds of thousands of questions, most
 * of them for few rows.
 */
export class RowsInMemory implements CubeStore {
  readonly #cube: Cube;
  readonly #rows: Rows;
  readonly #indexed: Map<string, Map<string, Row[]>>;
  readonly #answers = new Map<string, FoundGroups>();

  private constructor(cube: Cube, rows: Rows, indexed: readonly string[]) {
    this.#cube = cube;
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
      ...keyDimensionsOf(cube).map(([name]) => sql`${keySqlOf(cube, name, now)} AS ${raw(`"key ${name}"`)}`),
      ...columns(cube.times, "day", (axis: TimeAxis) => sql`(${localTimeOf(axis)})::date`),
      ...Object.keys(cube.flags).map(
        (name) => sql`coalesce((${flagSqlOf(cube, name, now)}), FALSE) AS ${raw(`"flag ${name}"`)}`,
      ),
      ...columns(cube.numbers, "number", ({ sql: number }: { sql: Sql }) => sql`(${number})::float8`),
      sql`${cube.deadline?.sql(now) ?? sql`FALSE`} AS passed`,
      ...(cube.isAboutPersons ? [sql`${rowKeySql(cube)} AS "rowKey"`] : []),
      sql`(${localTimeSql(cube.deadline?.instant ?? sql`NULL::timestamptz`)})::date AS "dueOn"`,
    ];
    const { joined } = cubeAsOf(cube, {}, now).rows;
    const rows = await database.rows<Row>(sql`SELECT ${join(all)} FROM ${joined}`);
    return new RowsInMemory(cube, rows, indexed);
  }

  async count(question: StatisticsQuestion, { now }: Asking): Promise<FoundGroups & { asOf: Date }> {
    return { ...this.find(question), asOf: now };
  }

  /** Groups in the order of the question: without gaps filled. */
  find(question: StatisticsQuestion): FoundGroups {
    const { asOf = null, filter = null, groupBy, timeBucket = null, having = null, first, before } = question;
    const { rowKeysOf = null, orderBy = null, topWithin = null } = question;
    const asked = [asOf, filter, groupBy, timeBucket, having, orderBy, topWithin, first, rowKeysOf, before];
    const text = JSON.stringify(asked);
    const found = this.#answers.get(text) ?? this.#count(question);
    this.#answers.set(text, found);
    if (this.#answers.size > 20_000) this.#answers.clear();
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

  async distribute(): Promise<undefined> {
    return undefined;
  }

  #count(question: StatisticsQuestion): FoundGroups {
    const cube = this.#cube;
    const condition = conditionOfRows(cube, question);
    const holds = test(condition);
    const counts = Object.entries(countsOf(cube, question));
    const names = keysOf(cube, question);
    const dimensions = dimensionsOf(cube, question);
    const { timeBucket, asOf } = question;
    const time = timeBucket && `day ${nameOfConstant(cube.times, timeBucket.field)}`;
    const totals = noCounts(cube, question);
    const groups = new Map<string, Group>();
    for (const present of this.#candidates(condition)) {
      const row = asOf == null ? present : rowAsOf(cube, present, asOf);
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
            : classKeyOf(rangesOf(cube, question, name), typeof value === "number" ? value : null);
      }
      const of = this.#keysByValue(row, keys, dimensions).map((one) => {
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
              ? Number(row[`number ${count.number}`] ?? 0)
              : Number(
                  count.kind === "flag"
                    ? row[`flag ${count.flag}`]
                    : row.passed || (count.or !== undefined && row[`flag ${count.or}`]),
                );
        const added = count.adds === "key" ? worth * Number(row.rowKey) : worth;
        totals[name] = (totals[name] ?? 0) + added;
        for (const { counts: sum } of of) sum[name] = (sum[name] ?? 0) + added;
      }
    }
    const isOne = names.length === 1 && !timeBucket;
    const all = isOne ? [{ keys: { [bucketKey]: null }, counts: totals }] : [...groups.values()];
    return { groups: keepGroups(cube, question, all), totals };
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

  /** Rows that a condition can hold of. */
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

/** A row as it stood at the end of a day; undefined where it was not there yet. */
function rowAsOf(cube: Cube, row: Row, asOf: string): Row | undefined {
  const isLater = (time: string) => String(row[`day ${time}`] ?? "") > asOf;
  if (isLater(startAxisOf(cube))) return undefined;
  const then = { ...row };
  const lacks = (since: string | undefined) => since !== undefined && isLater(since);
  for (const [name, { without }] of Object.entries(cube.times))
    if (without !== undefined && isLater(name)) then[`day ${name}`] = null;
  for (const [name, one] of keyDimensionsOf(cube))
    if ("since" in one && lacks(one.since)) then[`key ${name}`] = null;
  for (const [name, { since }] of Object.entries(cube.numbers))
    if (lacks(since)) then[`number ${name}`] = null;
  for (const [name, { since, until }] of Object.entries(cube.flags)) {
    if (lacks(since)) then[`flag ${name}`] = false;
    if (until !== undefined) then[`flag ${name}`] = row[`day ${until}`] == null || isLater(until);
  }
  const waits = cube.deadline !== undefined && then[`flag ${cube.deadline.while}`] === true;
  then.passed = waits && String(row.dueOn) <= asOf;
  return then;
}

/** A condition as a test of a row. */
function test(condition: Condition): (row: Row) => boolean {
  switch (condition.kind) {
    case "all": {
      const tests = condition.of.map(test);
      return (row) => tests.every((one) => one(row));
    }
    case "any": {
      const tests = condition.of.map(test);
      return (row) => tests.some((one) => one(row));
    }
    case "not": {
      const one = test(condition.of);
      return (row) => !one(row);
    }
    case "in":
    case "notIn": {
      const [keys, name, is] = [
        new Set<unknown>(condition.keys),
        `key ${condition.dimension}`,
        condition.kind === "in",
      ];
      return (row) => keys.has(row[name]) === is;
    }
    case "noKey":
      return (row) => (row[`key ${condition.dimension}`] === null) === condition.is;
    case "day": {
      const { time, gte, lt } = condition;
      return (row) => {
        const day = row[`day ${time}`];
        return day != null && (gte === null || day >= gte) && (lt === null || day < lt);
      };
    }
    case "noDay":
      return (row) => (row[`day ${condition.time}`] === null) === condition.is;
    case "number": {
      const { number, gte, lte } = condition;
      return (row) => {
        const value = row[`number ${number}`];
        return typeof value === "number" && (gte === null || value >= gte) && (lte === null || value <= lte);
      };
    }
    case "noNumber":
      return (row) => (row[`number ${condition.number}`] === null) === condition.is;
    case "flag":
      return (row) => row[`flag ${condition.flag}`] === condition.is;
    case "deadline":
      return (row) => row.passed === condition.is;
    case "search":
      throw new Error("Expected a condition on what is held of rows; got one on texts.");
  }
}
