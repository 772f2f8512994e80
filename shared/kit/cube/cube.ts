import type { Sql } from "sql-template-tag";
import type { CalendarDay } from "../../base/clock/calendar-day";
import type { ClassesDimension, Dimension, Joined, Since } from "./dimension";
import type { NumberRange } from "./statistics-query";

/**
 * The statistics that can be queried of some rows, described once. From it come the SQL that counts them in PostgreSQL,
 * the columns and the SQL of the column store (`shared/kit/column-store`), and the types of GraphQL (`graphql/`). Terms
 * are those of Kimball and of Cube. A record's keys are names in camel case: the dimension `procedureField` is
 * `PROCEDURE_FIELD` in a query, and `procedureField` in a row of the answer.
 */
export interface Cube {
  /** Names its types: `Loan` makes LoanStats, LoanDimension and so on. */
  name: string;
  /** The query of its statistics, unless it is named after `name`. */
  query?: string;
  /** What one row and many rows are called in descriptions: `loan`, `loans`. */
  noun: { one: string; many: string };
  rows: CubeRows;
  /**
   * Its rows are about persons: the public is shown nothing of few of them (`protection/`). Its migrations make the keys
   * that this needs (`createCellKeys`).
   */
  isAboutPersons?: true;
  /** So few rows are counted in PostgreSQL as fast: a column store is opened from so many on. By default it always is. */
  storeFrom?: number;
  /** The text of a row that `search` in a filter looks into, folded by `search_text`; nobody can search without it. */
  search?: { sql: Sql; filter: string };
  /** Keys of which a row has any number, in another table: what only PostgreSQL can filter by. */
  sets?: Record<string, KeySet>;
  /**
   * Its rows can be counted as they stood at the end of a past day. Rows of a period are as they were known, and so are
   * revisions where these are recorded (`rows.revisions`); else it goes by the instants that rows have now, each from
   * that of the first time axis on. Of revisions, too, without what later instants of axes that may lack one
   * (`without`) show, and with flags, keys and numbers by their `since` and `until`. What has neither is as the row
   * says.
   */
  hasAsOf?: true;
  dimensions: Record<string, Dimension>;
  /** What is true of a row or not: what rows are counted and filtered by. At most 31. */
  flags: Record<string, Flag>;
  /** Numbers of a row, or null: what is added up, and what percentiles are of. Whole ones, but for `decimals`. */
  numbers: Record<string, NumberOfRow>;
  /** The days that put a row into a step of time. */
  times: Record<string, TimeAxis>;
  /** What time alone makes of a row: a flag that holds while another does and an instant has passed. */
  deadline?: Deadline;
  /** What adds up across groups. Everything else follows from it. */
  counts: Record<string, BaseCount>;
  measures: Record<string, Measure>;
  /** The counts that say where rows came from; reported are those that are neither. `of` says what of a row came so. */
  origins?: { rows: string; synthetic: string; published?: string; of?: string };
  /** The number whose percentiles a group can be asked for, and its field in the measures, named after it unless told. */
  percentiles?: { number: string; field?: string; description: string };
}

/** Where rows are stored. */
export interface CubeRows {
  /** What follows FROM, with aliases. */
  from: Sql;
  /** The same with what dimensions and flags that are `joined` need. */
  joined: Sql;
  /** Which of them there are; all by default. */
  where?: Sql;
  /** The key of a row: a bigint in a cube that has a column store. */
  id: Sql;
  /**
   * The days on which a row is valid, half-open (a period of SQL:2011): each is one version of its subject. A query is
   * about those valid on one day, its `asOf`, or else today. Needs `hasAsOf`.
   */
  period?: { from: Sql; until: Sql };
  /** The table whose keys the change log has, which are the ids of rows. */
  relation: string;
  revisions?: Revisions;
  /** Other tables that rows know something of: which rows change with the rows of these keys (a text[]). */
  follows?: Record<string, (keys: Sql) => Sql>;
}

/** What the database records of earlier versions of rows, which only PostgreSQL queries, and no column store. */
export interface Revisions {
  /** The first day that something is known of: a date, or null where nothing is. */
  since: Sql;
  /** What is not as it was known on that day, for those who ask: a sentence. */
  butFor?: string;
  /** What stands in the place of `from` and `joined` at the end of a day. */
  at: (day: CalendarDay) => Pick<CubeRows, "from" | "joined">;
}

export interface KeySet {
  /** What a filter by it means. */
  filter: string;
  /** What follows FROM, with the condition that an entry is the row's. */
  entries: Sql;
  /** The key of an entry. */
  key: Sql;
}

export interface NumberOfRow extends Since {
  sql: Sql;
  /** Digits behind the point, none unless told. Sums are exact; its class is that of its whole part. No store holds it. */
  decimals?: number;
  /**
   * In rows of a period, of one that is past the cube's deadline: the days since the day of this time axis, in place of
   * its own number.
   */
  daysSince?: string;
  /** What it is a number of: `days`. */
  unit: string;
  /** What a filter by it means; none where nobody can filter by it. */
  filter?: string;
  /** Its classes unless a client chooses others, from the least on. */
  classes?: readonly NumberRange[];
}

export interface Flag extends Joined, Since {
  /**
   * Never null for a row that counts: null counts as false. A function of the instant where time alone changes it, in a
   * cube that has no column store.
   */
  sql: Sql | ((now: Date) => Sql);
  /** The time axis until whose instant it is true of every row. */
  until?: string;
  /** What a filter by it means; none where nobody can filter by it. */
  filter?: string;
}

export type TimeAxis = {
  description: string;
  /** What a filter by its day means. */
  filter: string;
  /** What rows are called that have none, because its event has not happened, if there are such. */
  without?: string;
} & (
  | {
      /** A timestamptz, or null; its day is that of Hanoi. */
      instant: Sql;
      day?: undefined;
    }
  | {
      /** A date, or null. */
      day: Sql;
      instant?: undefined;
    }
);

export type Deadline = {
  /** Its name in counts and filters. */
  name: string;
  /** What a filter by it means. */
  filter: string;
  /** The flag that must hold. */
  while: string;
  /** The condition on a row at an instant, where an index needs it to be said in its own way. */
  sql?: (now: Date) => Sql;
} & (
  | {
      /** A timestamptz, never null. It has passed when it is before now. */
      instant: Sql;
      day?: undefined;
    }
  | {
      /** A date, never null: the last day in Hanoi that meets it. It has passed when that day is over. */
      day: Sql;
      instant?: undefined;
    }
);

/**
 * `rows`: all; `flag`: those of which it is true; `sum`: a number added up; `deadline`: those past it, and with `or`
 * those of which a flag is true that the deadline's excludes; `waiting`: those that are still within it.
 */
export type BaseCount =
  | { kind: "rows" }
  | { kind: "flag"; flag: string }
  | { kind: "sum"; number: string }
  | { kind: "deadline"; or?: string }
  | { kind: "waiting" };

/** What a count adds up of each row: 1, or the row's key, by which sets of rows are distinguished. */
export type CountedOf = BaseCount & { adds?: "key" };

/** `count`: a count itself; `rate` and `mean`: one count over another, null where that is 0. */
export interface Measure {
  description: string;
  kind: "count" | "rate" | "mean";
  count: string;
  of?: string;
  /** What it is called where groups are ordered or filtered by it, if not `description`. */
  ordered?: string;
}

/** The name of the count of keys that belongs to a count of rows. */
export function keyCount(count: string): string {
  return `${count}RowKeys`;
}

/** The base counts that a query requests: all, or some with the keys of the rows that they count. */
export function countsOf(
  { counts }: Cube,
  { rowKeysOf }: { rowKeysOf?: readonly string[] },
): Record<string, CountedOf> {
  if (!rowKeysOf) return counts;
  const requested = rowKeysOf.flatMap((name): [string, CountedOf][] => {
    const count = part(counts, name);
    return count.kind === "sum"
      ? [[name, count]]
      : [
          [name, count],
          [keyCount(name), { ...count, adds: "key" }],
        ];
  });
  return Object.fromEntries(requested);
}

/**
 * The counts that some measures follow from, with what these are divided by, in the order of the cube. Where rows came
 * from is named as the fields that show it.
 */
export function countsBehind(cube: Cube, measures?: readonly string[]): string[] {
  const { origins = {} } = cube;
  const names = measures ?? [...Object.keys(cube.measures), ...originFieldNames];
  const wanted = new Set([rowCountOf(cube)]);
  for (const name of names) {
    const { count } = cube.measures[name] ?? {};
    if (count !== undefined) wanted.add(count);
  }
  if (originFieldNames.some((name) => names.includes(name)))
    for (const count of Object.values<string>(origins)) wanted.add(count);
  // A count that some measure divides needs its divisor, whichever measure requests it.
  for (const { count, of } of Object.values(cube.measures))
    if (of !== undefined && wanted.has(count)) wanted.add(of);
  return Object.keys(cube.counts).filter((name) => wanted.has(name) || measures === undefined);
}

/** The fields of measures that show where rows came from. */
export const originFieldNames = ["origin", "syntheticShare"] as const;

/** The time axis from whose instant on a row is there. */
export function startAxisOf({ times }: Cube): string {
  const [name] = Object.keys(times);
  if (name === undefined) throw new Error("Expected a cube with a time axis.");
  return name;
}

/** The count of all rows of a group. */
export function rowCountOf(cube: Cube): string {
  const [name] = Object.entries(cube.counts).find(([, { kind }]) => kind === "rows") ?? [];
  if (name === undefined) throw new Error("Expected a cube that counts its rows.");
  return name;
}

/** The flag of rows that wait for their deadline, of a cube that counts by one. */
export function waitingFlagOf({ name, deadline }: Cube): string {
  if (!deadline) throw new Error(`Expected a deadline of ${name}; got none.`);
  return deadline.while;
}

/** The time axes of what happens to a row: that it comes, and what it may lack. Of a day that was set nothing happens. */
export function axesOfEvents({ times }: Cube): string[] {
  return Object.keys(times).filter(
    (time, at) => at === 0 || part<TimeAxis>(times, time).without !== undefined,
  );
}

/** The dimensions that are columns of rows. */
export function keyDimensionsOf({
  dimensions,
}: Cube): [name: string, dimension: Exclude<Dimension, ClassesDimension>][] {
  return Object.entries(dimensions).flatMap(([name, one]) => (one.kind === "classes" ? [] : [[name, one]]));
}

/** The query of a cube's statistics: `loanStats`. */
export function queryName({ name, query }: Cube): string {
  return query ?? `${name.charAt(0).toLowerCase()}${name.slice(1)}Stats`;
}

/** `procedureField` as `PROCEDURE_FIELD`. */
export function constantName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
}

/** The name of a dimension, a time axis or a measure, of its constant. */
export function nameOfConstant<Value>(record: Readonly<Record<string, Value>>, constant: string): string {
  const name = Object.keys(record).find((one) => constantName(one) === constant);
  if (name === undefined)
    throw new Error(`Expected one of ${Object.keys(record).map(constantName)}; got ${constant}.`);
  return name;
}

/** The field of a filter by the day of a time axis: `receivedOn`. */
export function dayFilterName(time: string): string {
  return `${time}On`;
}

/** A part of a record that the program itself names. */
export function part<Value>(record: Readonly<Record<string, Value>>, name: string): Value {
  const value = record[name];
  if (value === undefined) throw new Error(`Expected one of ${Object.keys(record)}; got ${name}.`);
  return value;
}
