import type { CalendarDay } from "../../../shared/base/clock/calendar-day";

/** The day on which the 126 units of today, and their authorities, took the place of the 526 before them. */
export const firstDayOfUnits: CalendarDay = "2025-07-01";
