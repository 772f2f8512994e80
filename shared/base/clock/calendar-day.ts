import type { Clock } from "./clock";

/** A calendar day in Hanoi as `YYYY-MM-DD`. Days compare as text. */
export type CalendarDay = string;

const offsetMs = 7 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** The day it is in Hanoi: UTC+7, no daylight saving, whatever the machine's zone. */
export function today(clock: Clock): CalendarDay {
  return dayOf(clock.now());
}

/** The day in Hanoi that an instant falls on. */
export function dayOf(instant: Date): CalendarDay {
  const number = Math.floor((instant.getTime() + offsetMs) / dayMs);
  // Most instants that are asked about are of today, and each of a list's objects asks. No date: toISOString throws.
  if (number !== last.number) last = { number, day: new Date(number * dayMs).toISOString().slice(0, 10) };
  return last.day;
}

/** Of the day that was asked for last. */
let last: { number: number; day: CalendarDay } = { number: Number.NaN, day: "" };

/** The instant at which a day begins in Hanoi. */
export function startOf(day: CalendarDay): Date {
  return new Date(`${day}T00:00:00+07:00`);
}

/** The day that lies a number of days after another; before it when negative. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The earlier of two days. */
export function earlierOf(one: CalendarDay, other: CalendarDay): CalendarDay {
  if (other < one) return other;
  return one;
}

/** Whole days from one day to a later one; negative when the second is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** Whether a text is `YYYY-MM-DD` and names a day that exists: 2025-02-30 does not, nor any of the year 0. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  // Without a Date: an import asks this millions of times.
  return day >= 1 && day <= (month === 2 && isLeapYear(year) ? 29 : (monthDays[month - 1] ?? 0));
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
