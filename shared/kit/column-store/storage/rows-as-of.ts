import type { CalendarDay } from "../../../base/clock/calendar-day";
import { keyDimensionsOf, part, startAxisOf } from "../../cube/cube";
import { endOf, instantOf } from "../../cube/cube-as-of";
import type { StatisticsQuery } from "../../cube/statistics-query";
import { columnNames, microsOf } from "./layout";
import { deadlineSql, type StoreCube } from "./row-condition-sql";
import { dayNumber, hasFlag, type SignedRow, type StoredRow } from "./stored-row";

/*
 * The store's rows as they were at the end of a day, in SQL and of a single row that has changed: the same as
 * `cubeAsOf` says of the rows in PostgreSQL. Days are enough, for a day has no earlier end than its last instant.
 */

type AsOf = Pick<StatisticsQuery, "asOf">;

/** What follows FROM in statements over a store's rows. */
export function factOf({ fact = "fact" }: StoreCube): string {
  return fact;
}

/**
 * The store as a query reads it: as it is, or with rows as they were at the end of the query's day; and with what
 * those have that are past their deadline.
 */
export function storeAsOf(store: StoreCube, query: AsOf, present: Date): StoreCube {
  const ofDay = query.asOf == null ? store : storeOfDay(store, query.asOf);
  const passed = Object.entries(passedColumns(store, query)).map(
    ([name, { sql }]) =>
      `CASE WHEN ${deadlineSql(store, instantOf(query, present))} THEN ${sql} ELSE ${name} END AS ${name}`,
  );
  if (passed.length === 0) return ofDay;
  return {
    ...partsOf(store),
    fact: `(SELECT * REPLACE (${passed.join(", ")}) FROM ${factOf(ofDay)}) AS fact`,
  };
}

function partsOf({ cube, layout, dictionaries, latestDays }: StoreCube): StoreCube {
  return { cube, layout, dictionaries, latestDays };
}

/** The columns that are others in rows past their deadline: in SQL, and of a single row. */
function passedColumns(
  { cube, dictionaries, layout }: StoreCube,
  { asOf }: AsOf,
): Record<string, { sql: string; of: (row: StoredRow) => string | number }> {
  const keys = Object.entries(layout.passed).map(([name, key]) => {
    const ordinal = part(dictionaries, name).ordinalOf(key);
    return [columnNames.key(name), { sql: `${ordinal}::UINTEGER`, of: () => key }] as const;
  });
  const numbers = Object.entries(cube.numbers).flatMap(([name, { daysSince }]) => {
    if (daysSince === undefined || asOf == null) return [];
    const [day, last] = [columnNames.day(daysSince), dayNumber(asOf)];
    const of = (row: StoredRow) => last - Number(row[day]);
    return [[columnNames.number(name), { sql: `${last} - ${day}`, of }] as const];
  });
  return Object.fromEntries([...keys, ...numbers]);
}

function storeOfDay(store: StoreCube, asOf: CalendarDay): StoreCube {
  const { cube } = store;
  const last = dayNumber(asOf);
  if (cube.rows.period) {
    const isValid = `${columnNames.from} <= ${last} AND ${columnNames.until} > ${last}`;
    return { ...partsOf(store), fact: `(SELECT * FROM fact WHERE ${isValid}) AS fact` };
  }
  const isLater = (time: string) => `${columnNames.day(time)} > ${last}`;
  const replaced = [
    ...(["flags", "filterFlags"] as const).map((bits) => `${bitsSql(store, bits, last)} AS ${bits}`),
    ...changingColumns(store).map(({ name, since }) => {
      const none = name.startsWith("key_") ? "0::UINTEGER" : "NULL";
      return `CASE WHEN ${isLater(since)} THEN ${none} ELSE ${name} END AS ${name}`;
    }),
  ];
  const isThere = `${columnNames.day(startAxisOf(cube))} <= ${last}`;
  return {
    ...partsOf(store),
    fact: `(SELECT * REPLACE (${replaced.join(", ")}) FROM fact WHERE ${isThere}) AS fact`,
  };
}

/** Flags as bits: those of now, less what came later, and with what had not ended. */
function bitsSql({ cube, layout }: StoreCube, bits: "flags" | "filterFlags", last: number): string {
  const masks = new Map<string, number>();
  for (const [at, name] of layout[bits].entries()) {
    const { since, until } = part(cube.flags, name);
    const when = until
      ? `CASE WHEN ${columnNames.day(until)} <= ${last} THEN 0 ELSE`
      : since
        ? `CASE WHEN ${columnNames.day(since)} > ${last} THEN 0 ELSE ${bits} &`
        : `CASE WHEN FALSE THEN 0 ELSE ${bits} &`;
    masks.set(when, (masks.get(when) ?? 0) + 2 ** at);
  }
  const parts = [...masks].map(([when, mask]) => `(${when} ${mask} END)`);
  return parts.length === 0 ? bits : `(${parts.join(" | ")})`;
}

/** The columns that have nothing as of days before that of a time axis. */
function changingColumns({ cube, layout }: StoreCube): { name: string; since: string }[] {
  const keys = Object.fromEntries(
    keyDimensionsOf(cube).map(([name, one]) => [name, "since" in one ? one.since : undefined]),
  );
  return layout.columns.flatMap(({ name, kind, of }) => {
    const since =
      kind === "day" || kind === "step"
        ? part(cube.times, of).without && of
        : kind === "key"
          ? keys[of]
          : kind === "number" && part(cube.numbers, of).since;
    return since ? [{ name, since }] : [];
  });
}

/** A change as one of the rows of a query; undefined where it is none of them. */
export function changeAsOf(store: StoreCube, query: AsOf, change: SignedRow): SignedRow | undefined {
  const { asOf } = query;
  const ofDay = asOf == null ? change : changeOfDay(store, change, asOf);
  if (!ofDay?.isPassed) return ofDay;
  const passed = Object.entries(passedColumns(store, query)).map(([name, { of }]) => [name, of(ofDay.row)]);
  return { ...ofDay, row: { ...ofDay.row, ...Object.fromEntries(passed) } };
}

function changeOfDay(store: StoreCube, change: SignedRow, asOf: CalendarDay): SignedRow | undefined {
  const row = store.cube.rows.period ? rowOfDay(change.row, asOf) : rowAsOf(store, change.row, asOf);
  if (!row) return undefined;
  const { deadline } = store.cube;
  const waits = deadline !== undefined && hasFlag(store.layout, row, deadline.while);
  return { sign: change.sign, row, isPassed: waits && Number(row.deadline) < microsOf(endOf(asOf)) };
}

/** A row of a period, if it is valid on a day. */
function rowOfDay(row: StoredRow, asOf: CalendarDay): StoredRow | undefined {
  const day = dayNumber(asOf);
  return Number(row[columnNames.from]) <= day && Number(row[columnNames.until]) > day ? row : undefined;
}

function rowAsOf(store: StoreCube, row: StoredRow, asOf: CalendarDay): StoredRow | undefined {
  const { cube, layout } = store;
  const last = dayNumber(asOf);
  const dayIn = (time: string) => row[columnNames.day(time)] ?? null;
  const isBy = (time: string) => dayIn(time) !== null && Number(dayIn(time)) <= last;
  const isLater = (time: string) => dayIn(time) !== null && Number(dayIn(time)) > last;
  if (!isBy(startAxisOf(cube))) return undefined;
  const none = changingColumns(store).flatMap(({ name, since }) => (isLater(since) ? [[name, null]] : []));
  const bits = (names: readonly string[]) =>
    names.reduce((sum, name, at) => {
      const { since, until } = part(cube.flags, name);
      const is = until ? !isBy(until) : hasFlag(layout, row, name) && !(since && isLater(since));
      return is ? sum + 2 ** at : sum;
    }, 0);
  return {
    ...row,
    ...Object.fromEntries(none),
    flags: bits(layout.flags),
    filterFlags: bits(layout.filterFlags),
  };
}
