import sql, { raw, type Sql } from "sql-template-tag";
import { badInput } from "../../base/errors/graph-error";
import { type Cube, constantName, nameOfConstant, part } from "./cube";
import type { NumberRange, StatisticsQuery } from "./statistics-query";

/*
 * A dimension of classes has as its key in which of some ranges a number of a row is: no key where it is in none. Keys
 * are the ordinals of the ranges, "00" first, so that their texts are in the order of the numbers.
 */

const mostRanges = 50;

/** All keys that a dimension of classes can have, in order. */
export const classKeys = Array.from({ length: mostRanges }, (_, at) => String(at).padStart(2, "0"));

type Classed = Pick<StatisticsQuery, "classes">;

/** The number that a dimension has classes of; undefined for any other dimension. */
export function numberOfClasses(cube: Cube, dimension: string): string | undefined {
  const found = part(cube.dimensions, dimension);
  return found.kind === "classes" ? found.number : undefined;
}

/** The ranges of a dimension of classes, from the least on: those that the client chose, or the cube's. */
export function rangesOf(cube: Cube, { classes }: Classed, dimension: string): readonly NumberRange[] {
  const chosen = classes?.find((one) => one.dimension === constantName(dimension));
  const number = numberOfClasses(cube, dimension);
  const ranges = chosen?.ranges ?? part(cube.numbers, number ?? "").classes ?? [];
  return ranges.toSorted((left, right) => (left.from ?? -Infinity) - (right.from ?? -Infinity));
}

/** The key of a number. */
export function classKeyOf(ranges: readonly NumberRange[], number: number | null): string | null {
  if (number === null) return null;
  const at = ranges.findIndex(
    ({ from = null, to = null }) => (from === null || number >= from) && (to === null || number <= to),
  );
  return classKeys[at] ?? null;
}

/** The range of a key. */
export function rangeOfKey(ranges: readonly NumberRange[], key: string): NumberRange | undefined {
  return ranges[classKeys.indexOf(key)];
}

/** What each range makes of a number, in SQL of either engine; null for a number that is in none. */
export function classSql(number: Sql, ranges: readonly NumberRange[], worth: (at: number) => string): Sql {
  const whens = ranges.map(({ from = null, to = null }, at) => {
    const lower = from === null ? sql`` : sql` AND ${number} >= ${raw(String(from))}`;
    const upper = to === null ? sql`` : sql` AND ${number} <= ${raw(String(to))}`;
    return sql` WHEN ${number} IS NOT NULL${lower}${upper} THEN ${raw(worth(at))}`;
  });
  return whens.reduce((all, one) => sql`${all}${one}`, sql`CASE WHEN FALSE THEN ${raw(worth(0))}`);
}

/** Refuses classes that cannot be meant. */
export function checkClasses(cube: Cube, { classes, groupBy }: StatisticsQuery): void {
  for (const [at, { dimension, ranges }] of (classes ?? []).entries()) {
    const path = ["classes", String(at)];
    const refuse = (message: string, ...more: string[]) => {
      throw badInput(`${[...path, ...more].join(".")}: ${message}`, [...path, ...more]);
    };
    const known = Object.entries(cube.dimensions).filter(([, { kind }]) => kind === "classes");
    if (numberOfClasses(cube, nameOfConstant(cube.dimensions, dimension)) === undefined)
      refuse(
        `expected one of ${known.map(([name]) => constantName(name)).join(", ")}; got ${dimension}.`,
        "dimension",
      );
    if (!groupBy.includes(dimension))
      refuse(`expected a dimension of groupBy; got ${dimension}.`, "dimension");
    if (classes?.slice(0, at).some((one) => one.dimension === dimension))
      refuse(`expected each dimension once; got ${dimension} again.`, "dimension");
    if (ranges.length < 1 || ranges.length > mostRanges)
      refuse(`expected 1 to ${mostRanges} ranges; got ${ranges.length}.`, "ranges");
    for (const [ordinal, { from, to }] of ranges.entries())
      if (from != null && to != null && from > to)
        refuse(`expected from to be no larger than to; got ${from} and ${to}.`, "ranges", String(ordinal));
    const inOrder = rangesOf(cube, { classes: classes ?? null }, nameOfConstant(cube.dimensions, dimension));
    for (const [ordinal, { from }] of inOrder.entries()) {
      const before = ordinal === 0 ? undefined : inOrder[ordinal - 1];
      if (before && (before.to == null || from == null || from <= before.to))
        refuse(
          `expected ranges that do not overlap; got ${rangeLabel(before)} and ${rangeLabel(inOrder[ordinal] ?? {})}.`,
          "ranges",
        );
    }
  }
}

/** `3–5`, `7`, `21 and more`. */
export function rangeLabel({ from, to }: NumberRange): string {
  if (from == null) return to == null ? "all" : `up to ${to}`;
  if (to == null) return `${from} and more`;
  return from === to ? String(from) : `${from}–${to}`;
}
