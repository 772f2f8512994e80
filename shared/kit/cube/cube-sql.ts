import sql, { join, raw, type Sql } from "sql-template-tag";
import { dayOf } from "../../base/clock/calendar-day";
import { instantSql, localTimeSql } from "../../base/clock/local-time";
import { type Cube, type Deadline, part, type TimeAxis } from "./cube";
import type { KeyDimension } from "./dimension";

/**
 * The key of a dimension as text, as engines have it: of values a `1` for each that a row has, and a `0` for others. At
 * an instant, where time alone changes it; without one as it is within the deadline.
 */
export function keySqlOf(cube: Cube, name: string, now?: Date): Sql {
  const dimension = part(cube.dimensions, name);
  const isTrue = (flag: string) => sql`coalesce((${flagSqlOf(cube, flag, now)}), FALSE)`;
  if (dimension.kind === "flag") return sql`${isTrue(name)}::text`;
  if (dimension.kind !== "values") {
    const { sql: key, passed } = keyDimension(cube, name);
    if (passed === undefined || !now) return sql`${key}::text`;
    return sql`(CASE WHEN ${passedSql(cube, now)} THEN ${passed} ELSE ${key}::text END)`;
  }
  const digits = Object.values(dimension.values).map(({ flag, is }) => {
    const [yes, no] = is ? ["'1'", "'0'"] : ["'0'", "'1'"];
    return sql`CASE WHEN ${isTrue(flag)} THEN ${raw(yes)} ELSE ${raw(no)} END`;
  });
  return sql`(${join(digits, " || ")})`;
}

/** Whether a dimension is known of a row through another table. */
export function isJoined(cube: Cube, name: string): boolean {
  const dimension = part(cube.dimensions, name);
  const isFlagJoined = (flag: string) => part(cube.flags, flag).joined !== undefined;
  if (dimension.kind === "flag") return isFlagJoined(name);
  if (dimension.kind === "values")
    return Object.values(dimension.values).some(({ flag }) => isFlagJoined(flag));
  return dimension.kind !== "classes" && dimension.joined !== undefined;
}

/** What is true of a row; at an instant, where time alone changes it. */
export function flagSqlOf(cube: Cube, name: string, now?: Date): Sql {
  const { sql: holds } = part(cube.flags, name);
  if (typeof holds !== "function") return holds;
  if (!now) throw new Error(`Expected a flag that time does not change; got ${name}.`);
  return holds(now);
}

/** Whether a row is past the cube's deadline at an instant. */
export function passedSql(cube: Cube, now: Date): Sql {
  const { deadline } = cube;
  if (!deadline) return sql`FALSE`;
  if (deadline.sql) return deadline.sql(now);
  const waits = flagSqlOf(cube, deadline.while, now);
  return deadline.day
    ? sql`(${waits} AND ${deadline.day} < ${lastDayOver(now)}::date)`
    : sql`(${waits} AND ${deadline.instant} < ${now}::timestamptz)`;
}

/** Whether a row is not past it. */
export function withinSql(cube: Cube, now: Date): Sql {
  return sql`NOT coalesce(${passedSql(cube, now)}, FALSE)`;
}

/** The instant of a deadline: of a day the one at which it is over. */
export function deadlineInstant({ instant, day }: Deadline): Sql {
  return day ? instantSql(sql`(${day} + 1)::timestamp`) : instant;
}

/** The day that the instant is in, or, at its very beginning, the one before: deadlines of days before it have passed. */
export function lastDayOver(now: Date): string {
  return dayOf(new Date(now.getTime() - 1));
}

/** The local time of a time axis, a timestamp. */
export function localTimeOf({ instant, day }: TimeAxis): Sql {
  return day ? sql`${day}::timestamp` : localTimeSql(instant);
}

/** A dimension that has its own column. */
export function keyDimension(cube: Cube, name: string): KeyDimension {
  const found = part(cube.dimensions, name);
  if (!("sql" in found)) throw new Error(`Expected a dimension of keys; got ${name}.`);
  return found;
}
