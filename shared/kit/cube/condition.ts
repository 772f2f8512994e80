import type { CalendarDay } from "../../base/clock/calendar-day";
import { badInput } from "../../base/errors/graph-error";
import { checkedList, searchConditions } from "../filter/conditions";
import { axesOfEvents, type Cube, dayFilterName, keyDimensionsOf, part } from "./cube";
import type { CubeFilter, DayRange, KeyFilter, NumberFilter, StatisticsQuery } from "./statistics-query";

/** What a filter says, in whichever way it is evaluated: in PostgreSQL, in the column store, or on a single row. */
export type Condition =
  | { kind: "all" | "any"; of: Condition[] }
  /** What is neither true nor false does not hold. */
  | { kind: "not"; of: Condition }
  | { kind: "in" | "notIn"; dimension: string; keys: string[] }
  | { kind: "noKey"; dimension: string; is: boolean }
  | { kind: "day"; time: string; gte: CalendarDay | null; lt: CalendarDay | null }
  | { kind: "noDay"; time: string; is: boolean }
  | { kind: "number"; number: string; gte: number | null; lte: number | null }
  | { kind: "noNumber"; number: string; is: boolean }
  | { kind: "flag"; flag: string; is: boolean }
  /** Every word of a text is in the row's: evaluated in PostgreSQL only. */
  | { kind: "search"; words: string; path: string[] }
  /** One of these keys is in the row's set, or any at all: evaluated in PostgreSQL only. */
  | { kind: "member"; set: string; keys: string[] | null }
  | { kind: "deadline"; is: boolean };

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
    of.push(...dayConditions(time, filter[name] as DayRange | null | undefined, at(name)));
  }
  for (const [name, dimension] of keyDimensionsOf(cube)) {
    const value = filter[name];
    const { kind } = dimension;
    if (value == null || kind === "flag") continue;
    if (kind === "values")
      of.push({
        kind: "any",
        of: checkedList(value as string[], at(name)).map((one) => ({
          kind: "flag",
          ...part(dimension.values, one),
        })),
      });
    else if (kind === "value")
      of.push({ kind: "in", dimension: name, keys: checkedList(value as string[], at(name)) });
    else of.push(...keyConditions(name, value as KeyFilter, at(name)));
  }
  for (const name of Object.keys(cube.sets ?? {}))
    of.push(...memberConditions(name, filter[name] as KeyFilter | null | undefined, at(name)));
  for (const [name, { filter: meaning }] of Object.entries(cube.numbers))
    if (meaning)
      of.push(...numberConditions(name, filter[name] as NumberFilter | null | undefined, at(name)));
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

function dayConditions(time: string, filter: DayRange | null | undefined, path: string[]): Condition[] {
  if (!filter) return [];
  const { gte, lt, isNull } = filter;
  if (gte && lt && gte >= lt)
    throw badInput(`${path.join(".")}: expected gte to be before lt; got ${gte} and ${lt}.`, path);
  return [
    ...(gte || lt ? [{ kind: "day" as const, time, gte: gte ?? null, lt: lt ?? null }] : []),
    ...(typeof isNull === "boolean" ? [{ kind: "noDay" as const, time, is: isNull }] : []),
  ];
}

function numberConditions(
  number: string,
  filter: NumberFilter | null | undefined,
  path: string[],
): Condition[] {
  if (!filter) return [];
  const { gte, lte, isNull } = filter;
  if (gte != null && lte != null && gte > lte)
    throw badInput(`${path.join(".")}: expected gte to be no larger than lte; got ${gte} and ${lte}.`, path);
  return [
    ...(gte != null || lte != null
      ? [{ kind: "number" as const, number, gte: gte ?? null, lte: lte ?? null }]
      : []),
    ...(typeof isNull === "boolean" ? [{ kind: "noNumber" as const, number, is: isNull }] : []),
  ];
}

function keyConditions(dimension: string, filter: KeyFilter, path: string[]): Condition[] {
  const { in: included, notIn: excluded, isNull } = filter;
  return [
    ...(included ? [{ kind: "in" as const, dimension, keys: checkedList(included, [...path, "in"]) }] : []),
    ...(excluded
      ? [{ kind: "notIn" as const, dimension, keys: checkedList(excluded, [...path, "notIn"]) }]
      : []),
    ...(typeof isNull === "boolean" ? [{ kind: "noKey" as const, dimension, is: isNull }] : []),
  ];
}

function memberConditions(set: string, filter: KeyFilter | null | undefined, path: string[]): Condition[] {
  if (!filter) return [];
  const { in: included, notIn: excluded, isNull } = filter;
  const has = (keys: string[] | null): Condition => ({ kind: "member", set, keys });
  const lacks = (keys: string[] | null): Condition => ({ kind: "not", of: has(keys) });
  return [
    ...(included ? [has(checkedList(included, [...path, "in"]))] : []),
    ...(excluded ? [lacks(checkedList(excluded, [...path, "notIn"]))] : []),
    ...(typeof isNull === "boolean" ? [isNull ? lacks(null) : has(null)] : []),
  ];
}
