import { createHash } from "node:crypto";
import sql, { join, raw, type Sql } from "sql-template-tag";
import type { TimeGrain } from "../../../base/clock/time-buckets";
import { rowKeySql } from "../../cube/cell-keys";
import { type Cube, keyDimensionsOf, part, type TimeAxis } from "../../cube/cube";
import { deadlineInstant, flagSqlOf, keySqlOf, localTimeOf } from "../../cube/cube-sql";

/**
 * How a cube's rows are stored in the column store, and how PostgreSQL returns them: the same columns in the same
 * order.
 */
export interface Layout {
  columns: StoreColumn[];
  /** Those of them that PostgreSQL gives. */
  selected: StoreColumn[];
  /** Bits of `flags`: what counts are made of. */
  flags: readonly string[];
  /** Bits of `filterFlags`: flags that only filters use. They are apart from `flags`, so that groups by those are few. */
  filterFlags: readonly string[];
  /** The keys that rows past their deadline have, by dimension. */
  passed: Readonly<Record<string, string>>;
  /** Select list over the cube's joined rows. */
  selection: Sql;
  /** Tells one layout from another. */
  fingerprint: string;
}

export interface StoreColumn {
  name: string;
  /**
   * `id`, `instant`: a bigint; `key`: an ordinal of a dictionary; `day`, `number`: an integer or null; `step`: the
   * number of the step in which the day is, for PostgreSQL and DuckDB would divide for longer than all the rest takes;
   * `bits`: an integer; `bound`: the number of a day that bounds a period.
   */
  kind: "id" | "key" | "day" | "step" | "number" | "bits" | "bound" | "instant";
  /** The part of the cube that it contains. */
  of: string;
  /** Of a step. */
  grain?: TimeGrain;
}

const types: Record<StoreColumn["kind"], string> = {
  id: "BIGINT",
  key: "UINTEGER",
  day: "INTEGER",
  step: "INTEGER",
  number: "INTEGER",
  bits: "INTEGER",
  bound: "INTEGER",
  instant: "BIGINT",
};

/** Grains that are longer than a day. */
const longerGrains: TimeGrain[] = ["WEEK", "MONTH", "QUARTER", "YEAR"];

export const columnNames = {
  key: (dimension: string) => `key_${dimension}`,
  day: (time: string) => `day_${time}`,
  step: (time: string, grain: TimeGrain) =>
    grain === "DAY" ? `day_${time}` : `${grain.toLowerCase()}_${time}`,
  number: (number: string) => `number_${number}`,
  rowKey: "row_key",
  from: "period_from",
  until: "period_until",
};

export function layoutOf(cube: Cube): Layout {
  const passed = passedKeys(cube);
  refuseChangingKeys(cube, passed);
  refuseDecimals(cube);
  const counted = new Set(
    Object.values(cube.counts).flatMap((count) => {
      if (count.kind === "flag") return [count.flag];
      return count.kind === "deadline" && count.or ? [count.or] : [];
    }),
  );
  if (cube.deadline) counted.add(cube.deadline.while);
  const [flags, filterFlags] = [true, false].map((is) =>
    Object.keys(cube.flags).filter((name) => counted.has(name) === is),
  );
  const bits = (names: readonly string[] = []) =>
    join(
      [
        raw("0"),
        ...names.map(
          (name, at) => sql`CASE WHEN ${flagSqlOf(cube, name)} THEN ${raw(String(2 ** at))} ELSE 0 END`,
        ),
      ],
      " + ",
    );
  const columns: (StoreColumn & { sql: Sql })[] = [
    { name: "id", kind: "id", of: "", sql: cube.rows.id },
    { name: "flags", kind: "bits", of: "", sql: bits(flags) },
    { name: "filterFlags", kind: "bits", of: "", sql: bits(filterFlags) },
    ...keyDimensionsOf(cube).map(([of]) => ({
      ...{ name: columnNames.key(of), kind: "key" as const, of, sql: keySqlOf(cube, of) },
    })),
    ...Object.entries(cube.times).map(([of, axis]) => ({
      ...{ name: columnNames.day(of), kind: "day" as const, of, sql: daySql(axis) },
    })),
    ...Object.entries(cube.numbers).map(([of, { sql: number }]) => ({
      ...{ name: columnNames.number(of), kind: "number" as const, of, sql: sql`${number}::integer` },
    })),
    ...(cube.isAboutPersons
      ? [{ name: columnNames.rowKey, kind: "bits" as const, of: "", sql: rowKeySql(cube) }]
      : []),
    ...(cube.deadline
      ? [
          {
            name: "deadline",
            kind: "instant" as const,
            of: "",
            sql: microsSql(deadlineInstant(cube.deadline)),
          },
        ]
      : []),
    ...Object.entries(cube.rows.period ?? {}).map(([bound, day]) => ({
      ...{ name: columnNames[bound as "from" | "until"], kind: "bound" as const, of: "", sql: boundSql(day) },
    })),
  ];
  const selection = join(columns.map(({ name, sql: value }) => sql`${value} AS ${raw(`"${name}"`)}`));
  const selected = columns.map(({ name, kind, of }) => ({ name, kind, of }));
  const steps = Object.keys(cube.times).flatMap((of) =>
    longerGrains.map((grain) => ({
      ...{ name: columnNames.step(of, grain), kind: "step" as const, of, grain },
    })),
  );
  return {
    columns: [...selected, ...steps],
    selected,
    flags: flags ?? [],
    filterFlags: filterFlags ?? [],
    passed,
    selection,
    fingerprint: createHash("sha256")
      .update(JSON.stringify([selection.sql, selection.values, columns, steps, passed]))
      .digest("hex"),
  };
}

/**
 * The keys of flags are in columns of their own, which cannot be computed as of a past day; and what time alone changes
 * would reveal persons. Of revisions PostgreSQL answers.
 */
function refuseChangingKeys(cube: Cube, passed: Layout["passed"]): void {
  if (cube.isAboutPersons && (cube.rows.period || Object.keys(passed).length > 0))
    throw new Error(
      `Expected neither a period nor keys past the deadline of rows about persons; got ${cube.name}.`,
    );
  if (cube.rows.revisions) return;
  const changes = (name: string) => part(cube.flags, name).since ?? part(cube.flags, name).until;
  for (const [name, one] of keyDimensionsOf(cube)) {
    const flags = one.kind === "values" ? Object.values(one.values).map(({ flag }) => flag) : [name];
    if ((one.kind === "flag" || one.kind === "values") && flags.some(changes))
      throw new Error(`Expected a dimension of flags without since and until; got ${name}.`);
  }
}

/** Its numbers are integers. */
function refuseDecimals({ numbers }: Cube): void {
  for (const [name, { decimals = 0 }] of Object.entries(numbers))
    if (decimals > 0) throw new Error(`Expected a number without decimals; got ${name}.`);
}

function passedKeys(cube: Cube): Layout["passed"] {
  return Object.fromEntries(
    keyDimensionsOf(cube).flatMap(([name, one]) =>
      "passed" in one && one.passed !== undefined ? [[name, one.passed]] : [],
    ),
  );
}

/** Days since 1970-01-01; of no end those of a day beyond all queries. */
function boundSql(day: Sql): Sql {
  return sql`least(${day}, '9999-12-31'::date) - '1970-01-01'::date`;
}

/** Days since 1970-01-01. */
function daySql(axis: TimeAxis): Sql {
  return sql`${localTimeOf(axis)}::date - '1970-01-01'::date`;
}

/** Microseconds since 1970. */
function microsSql(instant: Sql): Sql {
  // As a double it is off by less than half a microsecond, and rounded.
  return sql`(date_part('epoch', ${instant}) * 1000000)::bigint`;
}

/** The instant of a Date, in the same unit. */
export function microsOf(instant: Date): number {
  return instant.getTime() * 1000;
}

export function tableDefinition({ columns }: Layout): string {
  return columns.map(({ name, kind }) => `${name} ${types[kind]}`).join(", ");
}
