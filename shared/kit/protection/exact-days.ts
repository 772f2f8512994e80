import type { CalendarDay } from "../../base/clock/calendar-day";
import { conditionOf } from "../cube/condition";
import type { Cube } from "../cube/cube";
import type { StatisticsQuery } from "../cube/statistics-query";
import { cellsOf, type Days } from "./cells";

/** All rows, or those of some days of a time axis: their counts are published exactly. */
export interface ExactDays {
  asOf: CalendarDay | null;
  time: string;
  days: Exclude<Days, "none"> | undefined;
}

/** The days to which a filter restricts all rows; undefined if it restricts them by anything else. */
export function exactDaysOf(
  cube: Cube,
  { asOf = null, filter }: Pick<StatisticsQuery, "asOf" | "filter">,
): ExactDays | undefined {
  const [cell, ...more] = cellsOf(cube, conditionOf(cube, filter));
  if (!cell || more.length > 0 || cell.times !== 1) return undefined;
  const [requested, ...others] = Object.entries(cell.days);
  const isFree = Object.keys(cell.keys).length === 0 && Object.keys(cell.flags).length === 0;
  if (!isFree || others.length > 0) return undefined;
  const [time, days] = requested ?? [Object.keys(cube.times)[0] ?? "", undefined];
  // What came in one month, as of the ends of two others, may differ by few that ended between them.
  if (asOf !== null && days !== undefined) return undefined;
  return days === "none" ? undefined : { asOf, time, days };
}
