import { type CalendarDay, daysBetween } from "../../../base/clock/calendar-day";
import { bucketOf } from "../../../base/clock/time-buckets";
import type { Condition } from "../../cube/condition";
import { type Cube, countsOf, nameOfConstant, part, waitingFlagOf } from "../../cube/cube";
import { isBetween } from "../../cube/measure";
import { classKeyOf, numberOfClasses, rangesOf } from "../../cube/number-classes";
import { bucketKey, type Counts, type GroupKeys, type StatisticsQuery } from "../../cube/statistics-query";
import { dimensionsOf } from "../../cube/statistics-sql";
import { columnNames, type Layout } from "./layout";

/** A row of a cube as the layout has it, with keys as texts and `passed`, whether it is past its deadline. */
export type StoredRow = Readonly<Record<string, string | number | null>> & { id: string };

/** A row that came, or is there no more, or is another now because its deadline has passed. */
export interface SignedRow {
  sign: 1 | -1;
  row: StoredRow;
  isPassed: boolean;
}

/** Days since 1970-01-01. */
export function dayNumber(day: CalendarDay): number {
  return daysBetween("1970-01-01", day);
}

export function dayOfNumber(number: number): CalendarDay {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}

/** Whether a flag is true of a row. */
export function hasFlag({ flags, filterFlags }: Layout, row: StoredRow, flag: string): boolean {
  const at = flags.indexOf(flag);
  const bits = at === -1 ? row.filterFlags : row.flags;
  return ((Number(bits) >> (at === -1 ? filterFlags.indexOf(flag) : at)) & 1) === 1;
}

/** Whether a row matches a condition, with the result of the condition's SQL. */
export function matches(layout: Layout, condition: Condition, signed: SignedRow): boolean {
  const { row, isPassed } = signed;
  switch (condition.kind) {
    case "all":
      return condition.of.every((one) => matches(layout, one, signed));
    case "any":
      return condition.of.some((one) => matches(layout, one, signed));
    case "not":
      return !matches(layout, condition.of, signed);
    case "day": {
      const day = row[columnNames.day(condition.time)];
      if (typeof day !== "number") return false;
      const { gte, lt } = condition;
      return (gte === null || day >= dayNumber(gte)) && (lt === null || day < dayNumber(lt));
    }
    case "noDay":
      return (row[columnNames.day(condition.time)] == null) === condition.is;
    case "number": {
      const number = row[columnNames.number(condition.number)];
      if (typeof number !== "number") return false;
      return isBetween(condition, number);
    }
    case "noNumber":
      return (row[columnNames.number(condition.number)] == null) === condition.is;
    case "flag":
      return hasFlag(layout, row, condition.flag) === condition.is;
    case "deadline":
      return isPassed === condition.is;
    case "search":
    case "member":
      throw new Error(`Expected a condition on what the column store has; got ${condition.kind}.`);
    case "noKey":
      return (row[columnNames.key(condition.dimension)] == null) === condition.is;
    case "in":
      return condition.keys.some((key) => key === row[columnNames.key(condition.dimension)]);
    case "notIn":
      return condition.keys.every((key) => key !== row[columnNames.key(condition.dimension)]);
  }
}

/** The group of a query that a row is in. */
export function keysOfRow(cube: Cube, query: StatisticsQuery, row: StoredRow): GroupKeys {
  const { timeBucket } = query;
  const keys: GroupKeys = { [bucketKey]: null };
  if (timeBucket) {
    const day = row[columnNames.day(nameOfConstant(cube.times, timeBucket.field))];
    if (typeof day === "number") keys[bucketKey] = bucketOf(dayOfNumber(day), timeBucket.grain).start;
  }
  for (const name of dimensionsOf(cube, query)) {
    const number = numberOfClasses(cube, name);
    if (number !== undefined) {
      const value = row[columnNames.number(number)];
      keys[name] = classKeyOf(rangesOf(cube, query, name), typeof value === "number" ? value : null);
      continue;
    }
    const key = row[columnNames.key(name)];
    keys[name] = key == null ? null : String(key);
  }
  return keys;
}

/** Adds a row to the counts that a query asks for, or takes it away from them. */
export function addRow(
  { cube, layout }: { cube: Cube; layout: Layout },
  query: StatisticsQuery,
  counts: Counts,
  { sign, row, isPassed }: SignedRow,
): void {
  for (const [name, count] of Object.entries(countsOf(cube, query))) {
    const worth = {
      rows: () => 1,
      flag: () => (count.kind === "flag" && hasFlag(layout, row, count.flag) ? 1 : 0),
      sum: () => (count.kind === "sum" ? Number(row[columnNames.number(count.number)] ?? 0) : 0),
      deadline: () =>
        isPassed || (count.kind === "deadline" && count.or && hasFlag(layout, row, count.or)) ? 1 : 0,
      waiting: () => (!isPassed && hasFlag(layout, row, waitingFlagOf(cube)) ? 1 : 0),
    }[count.kind]();
    const times = count.adds === "key" ? Number(row[columnNames.rowKey]) : 1;
    counts[name] = part(counts, name) + sign * worth * times;
  }
}
