import sql, { join, type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../base/clock/calendar-day";
import { badInput } from "../../base/errors/graph-error";
import { type Bounds, type Keys, readDays, readInstants, readKeys, readNumbers } from "./read-filter";

/** Longest text that a search takes. */
export const maxSearchLength = 200;

/** Conditions of a column that holds keys or texts. `path` names the filter in messages. */
export function idConditions(column: Sql, filter: Keys | null | undefined, path: string[]): Sql[] {
  return filter ? keyConditions(column, sql`${column}`, filter, path) : [];
}

/** Conditions of a column that holds values of an enumeration. */
export function enumConditions(column: Sql, filter: Keys | null | undefined, path: string[]): Sql[] {
  return filter ? keyConditions(column, sql`${column}::text`, filter, path) : [];
}

function keyConditions(column: Sql, text: Sql, filter: Keys, path: string[]): Sql[] {
  const { included, excluded, isNull } = readKeys(filter, path);
  return [
    ...(included ? [sql`${text} = ANY(${included}::text[])`] : []),
    ...(excluded ? [sql`(${column} IS NULL OR ${text} <> ALL(${excluded}::text[]))`] : []),
    ...nullConditions(column, isNull),
  ];
}

/** Conditions of a `date` column. */
export function dayConditions(
  column: Sql,
  filter: Bounds<CalendarDay> | null | undefined,
  path: string[],
): Sql[] {
  if (!filter) return [];
  const { gte, lt, isNull } = readDays(filter, path);
  return [
    ...(gte ? [sql`${column} >= ${gte}::date`] : []),
    ...(lt ? [sql`${column} < ${lt}::date`] : []),
    ...nullConditions(column, isNull),
  ];
}

/** Conditions of a `timestamptz` column. */
export function instantConditions(
  column: Sql,
  filter: Bounds<Date> | null | undefined,
  path: string[],
): Sql[] {
  if (!filter) return [];
  const { gte, lt, isNull } = readInstants(filter, path);
  return [
    ...(gte ? [sql`${column} >= ${gte}::timestamptz`] : []),
    ...(lt ? [sql`${column} < ${lt}::timestamptz`] : []),
    ...nullConditions(column, isNull),
  ];
}

/** Conditions of a column of numbers. */
export function numberConditions(
  column: Sql,
  filter: Bounds<number> | null | undefined,
  path: string[],
): Sql[] {
  if (!filter) return [];
  const { gte, gt, lte, lt, isNull } = readNumbers(filter, path);
  return [
    ...(gte === null ? [] : [sql`${column} >= ${gte}::float8`]),
    ...(gt === null ? [] : [sql`${column} > ${gt}::float8`]),
    ...(lte === null ? [] : [sql`${column} <= ${lte}::float8`]),
    ...(lt === null ? [] : [sql`${column} < ${lt}::float8`]),
    ...nullConditions(column, isNull),
  ];
}

/** The condition that a boolean column has this value; none when it is not given. */
export function flagConditions(column: Sql, value: boolean | null | undefined): Sql[] {
  return typeof value === "boolean" ? [sql`${column} = ${value}`] : [];
}

/**
 * The condition that a text holds every word of a search, without regard to accents and case. `text` is an
 * expression over `search_text(…)`, so that a trigram index on the same expression serves it.
 */
export function searchConditions(text: Sql, search: string | null | undefined, path: string[]): Sql[] {
  if (search === null || search === undefined) return [];
  const words = search.split(/\s+/).filter((word) => word !== "");
  // A NUL cannot be sent to PostgreSQL in a text at all.
  if (words.length === 0 || search.length > maxSearchLength || search.includes("\u0000")) {
    const expected = `1 to ${maxSearchLength} characters that are not all blank`;
    throw badInput(`${path.join(".")}: expected ${expected}; got ${search.length}.`, path);
  }
  return words.map((word) => sql`${text} LIKE '%' || search_text(${escapeLike(word)}) || '%'`);
}

/** Whether a trigram index finds the rows of a search: one of its words has three characters. */
export function isIndexedSearch(search: string | null | undefined): boolean {
  return (search ?? "").split(/\s+/).some((word) => word.length >= 3);
}

/** All of them hold; true when there is none. */
export function all(conditions: Sql[]): Sql {
  return conditions.length === 0 ? sql`TRUE` : sql`(${join(conditions, " AND ")})`;
}

/** At least one of them holds; false when there is none. */
export function any(conditions: Sql[]): Sql {
  return conditions.length === 0 ? sql`FALSE` : sql`(${join(conditions, " OR ")})`;
}

function nullConditions(column: Sql, isNull: boolean | null | undefined): Sql[] {
  if (typeof isNull !== "boolean") return [];
  return [isNull ? sql`${column} IS NULL` : sql`${column} IS NOT NULL`];
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, (character) => `\\${character}`);
}
