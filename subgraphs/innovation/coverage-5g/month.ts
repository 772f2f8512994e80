import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { badInput } from "../../../shared/base/errors/graph-error";

/** A calendar month as `YYYY-MM`. Months compare as text. */
export type Month = string;

/** Months from one to another, both included. */
export interface MonthRange {
  from: Month;
  to: Month;
}

/** Longest series that one query may request, in months. */
export const maxMonths = 240;

/** Reads the two ends of a series. */
export function readMonthRange(from: Month, to: Month): MonthRange {
  if (from > to) throw badInput(`from: expected a month not after to; got ${from} and ${to}.`, ["from"]);
  const count = monthNumber(to) - monthNumber(from) + 1;
  if (count > maxMonths) throw badInput(`to: expected at most ${maxMonths} months; got ${count}.`, ["to"]);
  return { from, to };
}

/** Every month of a range, oldest first. */
export function monthsOf({ from, to }: MonthRange): Month[] {
  const first = monthNumber(from);
  return Array.from({ length: monthNumber(to) - first + 1 }, (_, at) => {
    const number = first + at;
    const year = String(Math.floor(number / 12)).padStart(4, "0");
    return `${year}-${String((number % 12) + 1).padStart(2, "0")}`;
  });
}

/** The first day of a month. */
export function firstDayOf(month: Month): CalendarDay {
  return `${month}-01`;
}

function monthNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}
