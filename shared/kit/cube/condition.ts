import type { CalendarDay } from "../../base/clock/calendar-day";
import { badInput } from "../../base/errors/graph-error";
import { searchConditions } from "../filter/conditions";
import {
  type Bounds,
  type HalfOpen,
  type Keys,
  readDays,
  readKeys,
  readNumbers,
} from "../filter/read-filter";
import { axesOfEvents, type Cube, dayFilterName, keyDimensionsOf, part } from "./cube";
import type { ValuesDimension } from "./dimension";
import type { CubeFilter, StatisticsQuery } from "./statistics-query";

/** What a filter says, in whichever way it is evaluated: in PostgreSQL, in the column store, or on a single row. */
export type Condition =
  | { kind: "all" | "any"; of: Condition[] }
  /** What is neither true nor false does not hold. */
  | { kind: "not"; of: Condition }
  | { kind: "in" | "notIn"; dimension: string; keys: string[] }
  | { kind: "noKey"; dimension: string; is: boolean }
  | { kind: "day"; time: string; gte: CalendarDay | null; lt: CalendarDay | null }
  | { kind: "noDay"; time: string; is: boolean }
  | ({ kind: "number"; number: string } & NumberBounds)
  | { kind: "noNumber"; number: string; is: boolean }
  | { kind: "flag"; flag: string; is: boolean }
  /** Every word of a text is in the row's: evaluated in PostgreSQL only. */
  | { kind: "search"; words: string; path: string[] }
  /** One of these keys is in the row's set, or any at all: evaluated in PostgreSQL only. */
  | { kind: "member"; set: string; keys: string[] | null }
  | { kind: "deadline"; is: boolean };

/** Bounds of a number; open where null. */
export interface NumberBounds {
  gte: number | null;
  gt: number | null;
  lte: number | null;
  lt: number | null;
}

const maxDepth = 5;

/** Which rows a query is about. */
export function conditionOfRows(
  cube: Cube,
  { filter, before }: Pick<StatisticsQuery, "filter" | "before">,
): Condition {
  const condition = conditionOf(cube, filter);
  if (before === undefined) return condition;
  const since: Condition = { kind: "any", of: conditionsSince(cube, before) };
  return { kind: "all", of: [condition, { kind: "not", of: since }] };
}

/** That something has happened to a row on a day or later, by each axis. */
export function conditionsSince(cube: Cube, day: CalendarDay): Extract<Condition, { kind: "day" }>[] {
  return axesOfEvents(cube).map((time) => ({ kind: "day", time, gte: day, lt: null }));
}

/** Reads a filter. Refuses a contradictory one. */
export function conditionOf(
  cube: Cube,
  filter: CubeFilter | null | undefined,
  path: readonly string[] = ["filter"],
  depth = 1,
): Condition {
  const of: Condition[] = [];
  if (!filter) return { kind: "all", of };
  if (depth > maxDepth)
    throw badInput(`${path.join(".")}: expected at most ${maxDepth} levels of and, or, not.`, [...path]);
  const at = (...names: string[]) => [...path, ...names];
  const nested = (part: unknown, ...names: string[]) =>
    conditionOf(cube, part as CubeFilter, at(...names), depth + 1);
  for (const time of Object.keys(cube.times)) {
    const name = dayFilterName(time);
    of.push(...dayConditions(time, filter[name] as Bounds<CalendarDay> | null | undefined, at(name)));
  }
  for (const [name, dimension] of keyDimensionsOf(cube)) {
    const value = filter[name];
    const { kind } = dimension;
    if (value == null || kind === "flag") continue;
    if (kind === "values") of.push(...valuesConditions(dimension, value as Keys, at(name)));
    else of.push(...keyConditions(name, value as Keys, at(name)));
  }
  for (const name of Object.keys(cube.sets ?? {}))
    of.push(...memberConditions(name, filter[name] as Keys | null | undefined, at(name)));
  for (const [name, { filter: meaning }] of Object.entries(cube.numbers))
    if (meaning)
      of.push(...numberConditions(name, filter[name] as Bounds<number> | null | undefined, at(name)));
  for (const name of Object.keys(cube.flags)) {
    const is = filter[name];
    if (typeof is === "boolean") of.push({ kind: "flag", flag: name, is });
  }
  const isPassed = cube.deadline && filter[cube.deadline.name];
  if (typeof isPassed === "boolean") of.push({ kind: "deadline", is: isPassed });
  const { search } = filter;
  if (cube.search && typeof search === "string") {
    searchConditions(cube.search.sql, search, at("search"));
    of.push({ kind: "search", words: search, path: at("search") });
  }
  const { and, or, not } = filter as { and?: unknown[] | null; or?: unknown[] | null; not?: unknown };
  for (const [index, part] of (and ?? []).entries()) of.push(nested(part, "and", String(index)));
  if (or) of.push({ kind: "any", of: or.map((part, index) => nested(part, "or", String(index))) });
  if (not) of.push({ kind: "not", of: nested(not, "not") });
  return { kind: "all", of };
}

/** The days to which a filter itself, and not a part of it, restricts a time axis. */
export function daysOfFilter(filter: CubeFilter | null | undefined, time: string): HalfOpen<CalendarDay> {
  const name = dayFilterName(time);
  return readDays((filter?.[name] ?? {}) as Bounds<CalendarDay>, ["filter", name]);
}

/** Whether a condition is about what column stores do not have: texts, and sets of keys. */
export function isOfDatabase(condition: Condition): boolean {
  if (condition.kind === "search" || condition.kind === "member") return true;
  if (condition.kind === "not") return isOfDatabase(condition.of);
  return "of" in condition && condition.of.some(isOfDatabase);
}

/** Whether two conditions say the same, in whatever order and however nested. */
export function isSameCondition(left: Condition, right: Condition): boolean {
  return JSON.stringify(inOrder(left)) === JSON.stringify(inOrder(right));
}

function inOrder(condition: Condition): Condition {
  if (condition.kind === "not") return { kind: "not", of: inOrder(condition.of) };
  if (condition.kind === "in" || condition.kind === "notIn")
    return { ...condition, keys: [...new Set(condition.keys)].toSorted() };
  if (condition.kind !== "all" && condition.kind !== "any") return condition;
  const { kind } = condition;
  const parts = condition.of.map(inOrder).flatMap((one) => (one.kind === kind ? one.of : [one]));
  const byText = new Map(parts.map((one) => [JSON.stringify(one), one]));
  const of = [...byText].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
  const [only] = of;
  return only && of.length === 1 ? only : { kind, of };
}

function dayConditions(
  time: string,
  filter: Bounds<CalendarDay> | null | undefined,
  path: string[],
): Condition[] {
  if (!filter) return [];
  const { gte, lt, isNull } = readDays(filter, path);
  return [
    ...(gte !== null || lt !== null ? [{ kind: "day" as const, time, gte, lt }] : []),
    ...(isNull === null ? [] : [{ kind: "noDay" as const, time, is: isNull }]),
  ];
}

function numberConditions(
  number: string,
  filter: Bounds<number> | null | undefined,
  path: string[],
): Condition[] {
  if (!filter) return [];
  const { isNull, ...bounds } = readNumbers(filter, path);
  const hasBounds = Object.values(bounds).some((bound) => bound !== null);
  return [
    ...(hasBounds ? [{ kind: "number" as const, number, ...bounds }] : []),
    ...(isNull === null ? [] : [{ kind: "noNumber" as const, number, is: isNull }]),
  ];
}

function keyConditions(dimension: string, filter: Keys, path: string[]): Condition[] {
  const { included, excluded, isNull } = readKeys(filter, path);
  return [
    ...(included ? [{ kind: "in" as const, dimension, keys: included }] : []),
    ...(excluded ? [{ kind: "notIn" as const, dimension, keys: excluded }] : []),
    ...(isNull === null ? [] : [{ kind: "noKey" as const, dimension, is: isNull }]),
  ];
}

/** Of several values a row may have any number. */
function valuesConditions({ values }: ValuesDimension, filter: Keys, path: string[]): Condition[] {
  const { included, excluded, isNull } = readKeys(filter, path);
  const hasAny = (of: readonly string[]): Condition => ({
    kind: "any",
    of: of.map((one) => ({ kind: "flag", ...part(values, one) })),
  });
  return severalConditions({ included, excluded, isNull }, (keys) => hasAny(keys ?? Object.keys(values)));
}

function memberConditions(set: string, filter: Keys | null | undefined, path: string[]): Condition[] {
  if (!filter) return [];
  return severalConditions(readKeys(filter, path), (keys) => ({ kind: "member", set, keys }));
}

/** `has` is the condition that a row has one of some keys, or of all where there are none. */
function severalConditions(
  { included, excluded, isNull }: ReturnType<typeof readKeys>,
  has: (keys: string[] | null) => Condition,
): Condition[] {
  const lacks = (keys: string[] | null): Condition => ({ kind: "not", of: has(keys) });
  return [
    ...(included ? [has(included)] : []),
    ...(excluded ? [lacks(excluded)] : []),
    ...(isNull === null ? [] : [isNull ? lacks(null) : has(null)]),
  ];
}
