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

/** Reads a month that a client may have left out; null when it did. */
export function readOptionalMonth(text: string | null | undefined, argument: string): Month | null {
  return text === null || text === undefined ? null : readMonth(text, argument);
}

/** Reads a month that a client sent. PostgreSQL knows no year 0. */
export function readMonth(text: string, argument: string): Month {
  if (/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw badInput(`${argument}: expected a month as YYYY-MM, e.g. 2025-11; got ${shown(text)}.`, [argument]);
}

/** Reads the two ends of a series. */
export function readMonthRange(fromText: string, toText: string): MonthRange {
  const from = readMonth(fromText, "from");
  const to = readMonth(toText, "to");
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

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
