import sql, { join, type Sql } from "sql-template-tag";
import { badInput } from "../../base/errors/graph-error";
import type { DateRangeFilter, IDFilter } from "./filter-inputs";

/** Longest list that a filter takes; more keys than that are a join, not a filter. */
export const maxListLength = 1000;

/** Longest text that a search takes. */
export const maxSearchLength = 200;

/** Conditions of a column that holds text keys. `path` names the filter in messages. */
export function idConditions(column: Sql, filter: IDFilter | null | undefined, path: string[]): Sql[] {
  if (!filter) return [];
  const conditions: Sql[] = [];
  const { in: included, notIn: excluded } = filter;
  if (included) conditions.push(sql`${column} = ANY(${checkedList(included, [...path, "in"])}::text[])`);
  if (excluded) {
    const list = checkedList(excluded, [...path, "notIn"]);
    conditions.push(sql`(${column} IS NULL OR ${column} <> ALL(${list}::text[]))`);
  }
  return [...conditions, ...nullConditions(column, filter.isNull)];
}

/** Conditions of a `date` column, half-open. */
export function dayConditions(
  column: Sql,
  filter: DateRangeFilter | null | undefined,
  path: string[],
): Sql[] {
  if (!filter) return [];
  const { gte, lt } = filter;
  if (gte && lt && gte >= lt) {
    throw badInput(`${path.join(".")}: expected gte to be before lt; got ${gte} and ${lt}.`, path);
  }
  const conditions: Sql[] = [];
  if (gte) conditions.push(sql`${column} >= ${gte}::date`);
  if (lt) conditions.push(sql`${column} < ${lt}::date`);
  return [...conditions, ...nullConditions(column, filter.isNull)];
}

/** The condition that a column holds one of some enum values. */
export function oneOf(column: Sql, values: string[] | null | undefined, path: string[]): Sql[] {
  return values ? [sql`${column}::text = ANY(${checkedList(values, path)}::text[])`] : [];
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

/** A list of a filter, refused when it is empty or too long: an empty list is nearly always a client's bug. */
export function checkedList<Value>(values: Value[], path: string[]): Value[] {
  if (values.length >= 1 && values.length <= maxListLength) return values;
  throw badInput(`${path.join(".")}: expected 1 to ${maxListLength} values; got ${values.length}.`, path);
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
