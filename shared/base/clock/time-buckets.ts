import { badInput } from "../errors/graph-error";
import { addDays, type CalendarDay, daysBetween, isCalendarDay } from "./calendar-day";

/** The steps of a time series. Weeks are those of ISO 8601: Monday to Sunday. */
export type TimeGrain = "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";

/** One step of a time series: its first day, the day after its last, and e.g. 2025-W46, 2025-11, 2025-Q4, 2025. */
export interface TimeStep {
  start: CalendarDay;
  end: CalendarDay;
  label: string;
}

/** Most steps of one series: ten years of weeks, or a year and a half of days. */
export const maxBuckets = 540;

/** The bucket of a grain that a day falls in. */
export function bucketOf(day: CalendarDay, grain: TimeGrain): TimeStep {
  switch (grain) {
    case "DAY":
      return { start: day, end: addDays(day, 1), label: day };
    case "WEEK": {
      const start = addDays(day, -weekday(day));
      return { start, end: addDays(start, 7), label: isoWeekOf(day) };
    }
    case "MONTH":
      return monthsFrom(day.slice(0, 7), 1, day.slice(0, 7));
    case "QUARTER": {
      const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
      const month = String(quarter * 3 - 2).padStart(2, "0");
      return monthsFrom(`${day.slice(0, 4)}-${month}`, 3, `${day.slice(0, 4)}-Q${quarter}`);
    }
    case "YEAR":
      return monthsFrom(`${day.slice(0, 4)}-01`, 12, day.slice(0, 4));
  }
}

/** Every bucket that has a day from `from` to `to`, both included, without a gap. */
export function bucketsBetween(from: CalendarDay, to: CalendarDay, grain: TimeGrain): TimeStep[] {
  checkRange(from, to);
  if (daysBetween(from, to) / shortestDays[grain] > maxBuckets) {
    throw badInput(`to: expected at most ${maxBuckets} steps; take a coarser grain or a shorter range.`, [
      "to",
    ]);
  }
  const buckets: TimeStep[] = [];
  for (let day = from; day <= to; ) {
    const bucket = bucketOf(day, grain);
    buckets.push(bucket);
    day = bucket.end;
  }
  return buckets;
}

/** Refuses days of which the first is after the last. */
export function checkRange(from: CalendarDay, to: CalendarDay): void {
  if (from > to) throw badInput(`from: expected a day no later than to; got ${from} and ${to}.`, ["from"]);
}

/** The ISO week of a day, e.g. 2025-W46. Its year is that of the week's Thursday. */
export function isoWeekOf(day: CalendarDay): string {
  const thursday = addDays(day, 3 - weekday(day));
  const year = thursday.slice(0, 4);
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** The bucket of an ISO week; undefined for a text that names none: 2025-W53, 2025-W60 and the year 0 do not exist. */
export function parseIsoWeek(text: string): TimeStep | undefined {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(text) ?? [];
  if (year === undefined || week === undefined) return undefined;
  // 4 January is always in week 1.
  const day = addDays(`${year}-01-04`, (Number(week) - 1) * 7);
  const bucket = bucketOf(day, "WEEK");
  return bucket.label === text && isCalendarDay(bucket.start) ? bucket : undefined;
}

const shortestDays: Record<TimeGrain, number> = { DAY: 1, WEEK: 7, MONTH: 28, QUARTER: 90, YEAR: 365 };

/** 0 for Monday to 6 for Sunday. */
function weekday(day: CalendarDay): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function monthsFrom(month: string, count: number, label: string): TimeStep {
  const start = `${month}-01`;
  const next = new Date(`${start}T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + count);
  return { start, end: next.toISOString().slice(0, 10), label };
}
