import type { CalendarDay } from "../../../base/clock/calendar-day";
import type { TimeGrain } from "../../../base/clock/time-buckets";
import { dayNumber, dayOfNumber } from "./stored-row";

/*
 * Steps of time are numbered, as their days and months are, from the one of 1970-01-01: numbers are grouped several times
 * as fast as dates are truncated to their months.
 */

/** Months, quarters and years in months. */
const months = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** The first day of a step as a date. */
export function stepDateSql(step: string, grain: TimeGrain): string {
  if (grain === "DAY") return `'1970-01-01'::DATE + ${step}`;
  if (grain === "WEEK") return `'1970-01-01'::DATE + (${step} * 7 - 3)`;
  return `('1970-01-01'::DATE + to_months((${step} * ${months[grain]})::INTEGER))::DATE`;
}

/** The number of the step whose first day is a date. */
export function stepOfDateSql(date: string, grain: TimeGrain): string {
  const days = `(${date} - '1970-01-01'::DATE)`;
  if (grain === "DAY") return days;
  if (grain === "WEEK") return `((${days} + 3) // 7)`;
  return `((year(${date}) * 12 + month(${date}) - ${monthsBefore1970}) // ${months[grain]})`;
}

/** The number of the step in which a day is. */
export function stepOf(day: CalendarDay, grain: TimeGrain): number {
  return stepOfDayNumber(dayNumber(day), grain);
}

/** The same of a day's number. */
export function stepOfDayNumber(day: number, grain: TimeGrain): number {
  if (grain === "DAY") return day;
  // 1970-01-01 was a Thursday.
  if (grain === "WEEK") return Math.floor((day + 3) / 7);
  const date = new Date(day * 86_400_000);
  return Math.floor(((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()) / months[grain]);
}

/** The first day of a step. */
export function firstDayOf(step: number, grain: TimeGrain): CalendarDay {
  if (grain === "DAY") return dayOfNumber(step);
  if (grain === "WEEK") return dayOfNumber(step * 7 - 3);
  const month = step * months[grain] + monthsBefore1970 - 1;
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}

/** Of the first month of 1970, counted from the first of year 0. */
export const monthsBefore1970 = 1970 * 12 + 1;

/** Makes the function that gives the number of the step of a day's number, which is reckoned once for each day. */
export function stepsOfDays(grain: TimeGrain): (day: number | null) => number | null {
  const steps = new Map<number, number>();
  return (day) => {
    if (day === null) return null;
    const step = steps.get(day) ?? stepOfDayNumber(day, grain);
    steps.set(day, step);
    return step;
  };
}
