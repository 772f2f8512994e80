import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";

/** The day on which the two-tier model began, with the units that there are: what has no day of its own is of then. */
export const firstDay: CalendarDay = "2025-07-01";
