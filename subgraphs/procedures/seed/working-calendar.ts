import { addDays, type CalendarDay } from "../../../shared/base/clock/calendar-day";

/** First and last day of receipt of the demonstration's dossiers (docs/domain.md): 135 days, both included. */
export const firstDay: CalendarDay = "2025-07-01";
export const lastDay: CalendarDay = "2025-11-12";

/**
 * The demonstration's dossiers are as they were when this day began: nothing happens on it or after, whatever hour of
 * the calibration day a demonstration's clock shows.
 */
export const cutoffDay: CalendarDay = "2025-11-14";

/** Days without work besides the weekends: National Day with its extra day, and New Year's Day. */
const holidays = new Set<CalendarDay>(["2025-09-01", "2025-09-02", "2026-01-01"]);

/** A day of receipt. */
export interface ReceptionDay {
  day: CalendarDay;
  working: boolean;
  /** Counters are open on working days and on Saturday mornings. */
  countersOpen: boolean;
  /** Index in `workingDays` of the last working day up to this one. */
  ordinal: number;
  /** How many dossiers come in, relative to a full working day. */
  weight: number;
}

/** Every working day from the eve of the first day of receipt on, far enough for the longest deadlines. */
export const workingDays: readonly CalendarDay[] = days(addDays(firstDay, -1), "2026-06-30").filter(
  isWorking,
);

/** The days of receipt, in order. */
export function receptionDays(): ReceptionDay[] {
  return days(firstDay, lastDay).map((day, at) => {
    const working = isWorking(day);
    const saturday = weekday(day) === 6;
    return {
      day,
      working,
      countersOpen: working || saturday,
      ordinal: workingDays.findLastIndex((other) => other <= day),
      // July 2025 opened with new units and offices, and with fewer dossiers: an assumption.
      weight: (working ? 1 : saturday ? 0.3 : 0.07) * (at < 30 ? 0.75 + at / 120 : 1),
    };
  });
}

function isWorking(day: CalendarDay): boolean {
  return weekday(day) >= 1 && weekday(day) <= 5 && !holidays.has(day);
}

/** 0 is Sunday. */
function weekday(day: CalendarDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function days(from: CalendarDay, to: CalendarDay): CalendarDay[] {
  const list: CalendarDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) list.push(day);
  return list;
}
