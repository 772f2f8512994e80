import { badInput } from "../../base/errors/graph-error";
import type { Condition } from "../cube/condition";
import { type Cube, dayFilterName } from "../cube/cube";
import type { CubeFilter } from "../cube/statistics-query";

/*
 * A client that may query any set of rows can learn of a single one, however much noise each answer has: by adding rows
 * of no interest, and querying these alone, it gets the difference again with noise of its own, as often as
 * there are rows to add, and the mean of it has none (Asghar and Kaafar 2019). So the public's sets are put together from
 * cells: conditions that all hold, each of one value. A cell is protected once and for all, and what is added to it and
 * taken away again cancels out exactly.
 */

/** Days of a time axis: half-open; `none` for rows without one. */
export type Days = { gte: string | null; lt: string | null } | "none";

/** Rows that a conjunction holds of, how often they count, and what each part of it is. */
export interface Cell {
  times: number;
  /** By dimension; null for rows without a key. Several keys are as many cells. */
  keys: Readonly<Record<string, readonly string[] | null>>;
  /** Flags, and the deadline by its name. */
  flags: Readonly<Record<string, boolean>>;
  days: Readonly<Record<string, Days>>;
}

const mostCells = 64;
const everything: Cell = { times: 1, keys: {}, flags: {}, days: {} };

/** The cells that a condition's rows are the sum of. Refuses a condition that takes too many. */
export function cellsOf(cube: Cube, condition: Condition): Cell[] {
  return addedUp(read(cube, condition));
}

function read(cube: Cube, condition: Condition): Cell[] {
  switch (condition.kind) {
    case "all":
      return condition.of.reduce<Cell[]>((cells, one) => both(cells, read(cube, one)), [everything]);
    case "any":
      return not(
        condition.of.reduce<Cell[]>((cells, one) => both(cells, not(read(cube, one))), [everything]),
      );
    case "not":
      return not(read(cube, condition.of));
    case "in":
      return [{ ...everything, keys: { [condition.dimension]: [...new Set(condition.keys)].toSorted() } }];
    case "notIn":
      return not(read(cube, { ...condition, kind: "in" }));
    case "noKey":
      return yesOrNo({ ...everything, keys: { [condition.dimension]: null } }, condition.is);
    case "day":
      return [{ ...everything, days: { [condition.time]: { gte: condition.gte, lt: condition.lt } } }];
    case "noDay":
      return yesOrNo({ ...everything, days: { [condition.time]: "none" } }, condition.is);
    case "number":
    case "noNumber":
      throw badInput(
        `filter.${condition.number}: expected a filter by what cannot single anybody out; got ranges of a number, of which ` +
          "each reader may choose any. Ask as an analyst, or group by its classes.",
        ["filter", condition.number],
      );
    case "search":
      throw badInput(
        `${condition.path.join(".")}: expected a filter by what cannot single anybody out; got a search. Ask as an analyst.`,
        condition.path,
      );
    case "member":
      throw badInput(
        `filter.${condition.set}: expected a filter by what cannot single anybody out; got keys of any number. Ask as an analyst.`,
        ["filter", condition.set],
      );
    case "flag":
      return [{ ...everything, flags: { [condition.flag]: condition.is } }];
    case "deadline":
      return [{ ...everything, flags: { [cube.deadline?.name ?? ""]: condition.is } }];
  }
}

function yesOrNo(cell: Cell, is: boolean): Cell[] {
  return is ? [cell] : not([cell]);
}

/** All rows but these. */
function not(cells: readonly Cell[]): Cell[] {
  return addedUp([everything, ...cells.map((cell) => ({ ...cell, times: -cell.times }))]);
}

/** The rows that are among both. */
function both(left: readonly Cell[], right: readonly Cell[]): Cell[] {
  return addedUp(left.flatMap((one) => right.flatMap((other) => common(one, other) ?? [])));
}

function common(left: Cell, right: Cell): Cell | undefined {
  const keys: Record<string, readonly string[] | null> = { ...left.keys };
  for (const [name, some] of Object.entries(right.keys)) {
    const known = keys[name];
    if (known === undefined) keys[name] = some;
    else if (known === null || some === null) {
      if (known !== some) return undefined;
    } else keys[name] = known.filter((key) => some.includes(key));
    if (keys[name]?.length === 0) return undefined;
  }
  const flags: Record<string, boolean> = { ...left.flags };
  for (const [name, is] of Object.entries(right.flags)) {
    if (flags[name] === !is) return undefined;
    flags[name] = is;
  }
  const days: Record<string, Days> = { ...left.days };
  for (const [name, some] of Object.entries(right.days)) {
    const merged = commonDays(days[name], some);
    if (merged === undefined) return undefined;
    days[name] = merged;
  }
  return { times: left.times * right.times, keys, flags, days };
}

function commonDays(left: Days | undefined, right: Days): Days | undefined {
  if (left === undefined) return right;
  if (left === "none" || right === "none") return left === right ? left : undefined;
  const [gte] = [left.gte, right.gte]
    .filter((day) => day !== null)
    .toSorted()
    .toReversed();
  const [lt] = [left.lt, right.lt].filter((day) => day !== null).toSorted();
  if (gte !== undefined && lt !== undefined && gte >= lt) return undefined;
  return { gte: gte ?? null, lt: lt ?? null };
}

/** The same with each cell once. */
function addedUp(cells: readonly Cell[]): Cell[] {
  const byText = new Map<string, Cell>();
  for (const cell of cells) {
    const text = textOf(cell);
    byText.set(text, { ...cell, times: cell.times + (byText.get(text)?.times ?? 0) });
  }
  const some = [...byText.values()].filter(({ times }) => times !== 0);
  if (some.length > mostCells) throw tooManyCells();
  return some;
}

export function tooManyCells(): Error {
  const expected = `expected a filter that takes at most ${mostCells} counts to protect`;
  return badInput(`filter: ${expected}; got more. Use fewer of or, not and notIn, or ask as an analyst.`, [
    "filter",
  ]);
}

function textOf({ keys, flags, days }: Cell): string {
  const inOrder = (record: object) =>
    Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([keys, flags, days].map(inOrder));
}

/** A cell as a filter. */
export function filterOf({ keys, flags, days }: Cell): CubeFilter {
  const filter: Record<string, unknown> = { ...flags };
  for (const [name, some] of Object.entries(keys))
    filter[name] = some === null ? { isNull: true } : { in: some };
  for (const [time, some] of Object.entries(days))
    filter[dayFilterName(time)] = some === "none" ? { isNull: true } : some;
  return filter;
}
