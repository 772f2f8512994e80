import type { Address } from "../address/read-address";

/** What a part of the dashboard is shown by. */
export interface View {
  address: Address;
  /** The day that is shown. */
  day: string;
  /** The same as an argument of the graph: null means now. */
  asOf: string | null;
  /** The graph's own day. */
  today: string;
}

/** What of a view may be shown before it is known which day it is: then both are undefined. */
export type DaysShown = Pick<View, "asOf"> & Record<"day" | "today", string | undefined>;

/** The day so many days later, as YYYY-MM-DD. */
export function daysLater(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The month of a day, or one so many months later, as YYYY-MM. */
export function monthOf(day: string, later = 0): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + later);
  return date.toISOString().slice(0, 7);
}

/** Whether a day is the last of its month. */
export function isMonthEnd(day: string): boolean {
  return daysLater(day, 1).endsWith("-01");
}

/** The week of a day by ISO 8601, such as 2025-W46: that of its Thursday. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const dayOfYear = (date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000;
  return `${date.getUTCFullYear()}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, "0")}`;
}

/** The day of the week, Sunday being 0. */
export function weekdayOf(day: string): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  return new Date(`${day}T00:00:00Z`).getUTCDay() as 0 | 1 | 2 | 3 | 4 | 5 | 6;
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return daysLater(day, 1 - (weekdayOf(day) || 7));
}

/** The day from which on dossiers of the two-tier model are counted. */
export const firstDay = "2025-07-01";
