import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";

/** The day that the demonstration data is calibrated to (docs/domain.md). */
export const calibrationDay: CalendarDay = "2025-11-14";
