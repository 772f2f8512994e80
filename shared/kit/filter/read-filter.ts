import { addDays, type CalendarDay } from "../../base/clock/calendar-day";
import { badInput } from "../../base/errors/graph-error";

/** The keys, texts or values of an enumeration that a row may have. */
export interface Keys<Key extends string = string> {
  eq?: Key | null;
  in?: Key[] | null;
  notIn?: Key[] | null;
  isNull?: boolean | null;
}

/** The days, instants or numbers that a row may have. */
export interface Bounds<Value> {
  eq?: Value | null;
  gte?: Value | null;
  gt?: Value | null;
  lte?: Value | null;
  lt?: Value | null;
  isNull?: boolean | null;
}

/** Bounds as conditions have them: gte <= value < lt, open where null. */
export interface HalfOpen<Value> {
  gte: Value | null;
  lt: Value | null;
  isNull: boolean | null;
}

/** Longest list that a filter takes; more keys than that are a join, not a filter. */
export const maxListLength = 1000;

/** A list of a filter, refused when it is empty or too long: an empty list is nearly always a client's bug. */
export function checkedList<Value>(values: Value[], path: readonly string[]): Value[] {
  if (values.length >= 1 && values.length <= maxListLength) return values;
  throw badInput(`${path.join(".")}: expected 1 to ${maxListLength} values; got ${values.length}.`, [
    ...path,
  ]);
}

/** The keys that a row has one of, those that it has none of, and whether it has any. */
export function readKeys<Key extends string>(
  filter: Keys<Key>,
  path: readonly string[],
): { included: Key[] | null; excluded: Key[] | null; isNull: boolean | null } {
  checkAlone(filter, ["in", "notIn", "isNull"], path);
  const { eq, in: included, notIn: excluded, isNull } = filter;
  const listed = included ? checkedList(included, [...path, "in"]) : null;
  return {
    included: eq != null ? [eq] : listed,
    excluded: excluded ? checkedList(excluded, [...path, "notIn"]) : null,
    isNull: isNull ?? null,
  };
}

/** The days of a filter. */
export function readDays(filter: Bounds<CalendarDay>, path: readonly string[]): HalfOpen<CalendarDay> {
  return readHalfOpen(filter, path, dayOrdinal);
}

/** The instants of a filter. Clients have them to the millisecond, so that each stands for the whole of its own. */
export function readInstants(filter: Bounds<Date>, path: readonly string[]): HalfOpen<Date> {
  return readHalfOpen(filter, path, instantOrdinal);
}

/** The numbers of a filter: bounds as they were given, `eq` as two of them. */
export function readNumbers(filter: Bounds<number>, path: readonly string[]): ReadNumbers {
  checkEnds(filter, path);
  const { eq = null, gte = null, gt = null, lte = null, lt = null, isNull = null } = filter;
  const [lower, upper] = [gte ?? gt, lte ?? lt];
  const isOpen = gt !== null || lt !== null;
  if (lower !== null && upper !== null && (isOpen ? lower >= upper : lower > upper)) {
    const expected = `${nameOf(filter, "gt")} to be ${isOpen ? "less than" : "no larger than"} ${nameOf(filter, "lt")}`;
    throw badInput(`${path.join(".")}: expected ${expected}; got ${lower} and ${upper}.`, [...path]);
  }
  return { gte: eq ?? gte, gt, lte: eq ?? lte, lt, isNull };
}

export interface ReadNumbers {
  gte: number | null;
  gt: number | null;
  lte: number | null;
  lt: number | null;
  isNull: boolean | null;
}

interface Ordinal<Value> {
  kind: string;
  /** The least value after another; undefined after the last. */
  next(value: Value): Value | undefined;
  isBefore(value: Value, other: Value): boolean;
  shown(value: Value): string;
}

function readHalfOpen<Value>(
  filter: Bounds<Value>,
  path: readonly string[],
  { kind, next, isBefore, shown }: Ordinal<Value>,
): HalfOpen<Value> {
  checkEnds(filter, path);
  const { eq, gte, gt, lte, lt, isNull } = filter;
  const [first, after, last, until] = [eq ?? gte, gt, eq ?? lte, lt];
  const lower = after != null ? next(after) : first;
  const upper = last != null ? next(last) : until;
  if (after != null && lower === undefined)
    throw badInput(
      `${[...path, "gt"].join(".")}: expected a ${kind} with one after it; got ${shown(after)}.`,
      [...[...path, "gt"]],
    );
  const [from, to] = [after ?? first, last ?? until];
  if (from != null && to != null && lower != null && upper != null && !isBefore(lower, upper)) {
    const expected = relation(filter, kind);
    throw badInput(`${path.join(".")}: expected ${expected}; got ${shown(from)} and ${shown(to)}.`, [
      ...path,
    ]);
  }
  // Up to the last day of all: any, but one.
  const isAny = last != null && upper === undefined && lower == null;
  return { gte: lower ?? null, lt: upper ?? null, isNull: isNull ?? (isAny ? false : null) };
}

function relation<Value>(filter: Bounds<Value>, kind: string): string {
  const [lower, upper] = [nameOf(filter, "gt"), nameOf(filter, "lt")];
  if (lower === "gt" && upper === "lt") return `a ${kind} between gt and lt`;
  return `${lower} to be ${lower === "gte" && upper === "lte" ? "no later than" : "before"} ${upper}`;
}

function nameOf<Value>(filter: Bounds<Value>, end: "gt" | "lt"): string {
  return filter[end] != null ? end : `${end}e`;
}

/** Refuses two bounds at one end, and `eq` beside any. */
function checkEnds<Value>(filter: Bounds<Value>, path: readonly string[]): void {
  checkAlone(filter, ["gte", "gt", "lte", "lt", "isNull"], path);
  for (const [one, other] of [
    ["gte", "gt"],
    ["lte", "lt"],
  ] as const)
    if (filter[one] != null && filter[other] != null)
      throw badInput(`${path.join(".")}: expected one of ${one} and ${other}; got both.`, [...path]);
}

function checkAlone<Filter extends { eq?: unknown }>(
  filter: Filter,
  others: readonly (keyof Filter & string)[],
  path: readonly string[],
): void {
  if (filter.eq == null) return;
  const beside = others.filter((name) => filter[name] != null);
  if (beside.length > 0)
    throw badInput(`${path.join(".")}: expected eq alone; got it beside ${beside.join(", ")}.`, [...path]);
}

const lastDay: CalendarDay = "9999-12-31";

const dayOrdinal: Ordinal<CalendarDay> = {
  kind: "day",
  next: (day) => (day === lastDay ? undefined : addDays(day, 1)),
  isBefore: (day, other) => day < other,
  shown: (day) => day,
};

const instantOrdinal: Ordinal<Date> = {
  kind: "instant",
  next: (instant) => new Date(instant.getTime() + 1),
  isBefore: (instant, other) => instant.getTime() < other.getTime(),
  shown: (instant) => instant.toISOString(),
};
