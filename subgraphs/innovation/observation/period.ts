import { type CalendarDay, isCalendarDay } from "../../../shared/base/clock/calendar-day";
import { badInput } from "../../../shared/base/errors/graph-error";

/** A range of days, both ends included; an end that is not known is null, but never both. */
export interface Period {
  start: CalendarDay | null;
  end: CalendarDay | null;
}

/**
 * Names a period in its shortest form: 2025, 2025-Q3, 2025-11, 2025-11-14, or both ends joined by `/`, with `..`
 * for one that is not known (ISO 8601-2). Two periods are the same when their names are.
 */
export function formatPeriod({ start, end }: Period): string {
  if (start === null && end === null) throw new Error("Expected a period with at least one end.");
  const [year, month] = [start?.slice(0, 4) ?? "", Number(start?.slice(5, 7))];
  const names = [year, `${year}-Q${Math.ceil(month / 3)}`, start?.slice(0, 7) ?? "", start ?? ""];
  const fits = (name: string) => {
    const named = namedPeriod(name);
    return named !== undefined && named.start === start && named.end === end;
  };
  return names.find(fits) ?? `${start ?? ".."}/${end ?? ".."}`;
}

/** What a text that names a period is, as the end of `expected …`. */
export const periodExpected =
  "a year, quarter, month, day or range, e.g. 2025, 2025-Q3, 2025-11, 2025-07-01/2025-11-12";

/** Reads what `formatPeriod` writes; a range that has a shorter name is read as well. */
export function parsePeriod(text: string, argument: string[] = ["period"]): Period {
  const period = readPeriod(text);
  if (period !== undefined) return period;
  const got = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  throw badInput(`${argument.join(".")}: expected ${periodExpected}; got ${got}.`, argument);
}

/** As `parsePeriod`; undefined for a text that names no period. */
export function readPeriod(text: string): Period | undefined {
  return namedPeriod(text) ?? rangePeriod(text);
}

const namePattern = /^([1-9]\d{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/;

function namedPeriod(text: string): Period | undefined {
  if (isDay(text)) return { start: text, end: text };
  const [, year, quarter, month] = namePattern.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (quarter !== undefined) return months(Number(year), Number(quarter) * 3 - 2, 3);
  return month === undefined ? months(Number(year), 1, 12) : months(Number(year), Number(month), 1);
}

function rangePeriod(text: string): Period | undefined {
  const [start, end, ...more] = text.split("/");
  if (start === undefined || end === undefined || more.length > 0) return undefined;
  if (start === ".." && end === "..") return undefined;
  if (![start, end].every((day) => day === ".." || isDay(day))) return undefined;
  if (start !== ".." && end !== ".." && start > end) return undefined;
  return { start: start === ".." ? null : start, end: end === ".." ? null : end };
}

/** Whole months from the first day of one on. */
function months(year: number, month: number, count: number): Period {
  const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  return { start: day(Date.UTC(year, month - 1, 1)), end: day(Date.UTC(year, month - 1 + count, 0)) };
}

/** Years have four digits that start with no 0: Date.UTC takes year 99 for 1999, and PostgreSQL knows no year 0. */
function isDay(text: string): boolean {
  return isCalendarDay(text) && !text.startsWith("0");
}
