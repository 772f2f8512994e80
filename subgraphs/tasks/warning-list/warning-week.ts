import {
  addDays,
  type CalendarDay,
  earlierOf,
  startOf,
  today,
} from "../../../shared/base/clock/calendar-day";
import type { Clock } from "../../../shared/base/clock/clock";
import { bucketOf, parseIsoWeek } from "../../../shared/base/clock/time-buckets";
import { badInput } from "../../../shared/base/errors/graph-error";

/** The week of a warning list, and the day of it at whose end the tasks are counted. */
export interface WarningWeek {
  week: string;
  /** The day it ends on. */
  sunday: CalendarDay;
  cutoffAt: Date;
  asOf: CalendarDay;
  isPartial: boolean;
}

/**
 * Reads the week of a list, the current one by default. While a week is not over it is counted as of today: its tasks
 * that are due on a later day of it may still be done in time. BAD_USER_INPUT for a week that has not begun.
 */
export function readWeek(week: string | null | undefined, clock: Clock): WarningWeek {
  const now = today(clock);
  const current = bucketOf(now, "WEEK");
  const bucket = week == null ? current : parseIsoWeek(week);
  if (bucket === undefined) {
    const got = JSON.stringify(week);
    throw badInput(`week: expected an ISO week that exists, e.g. 2025-W46; got ${got}.`, ["week"]);
  }
  if (bucket.start > now) {
    const expected = `the current week, ${current.label}, or one before`;
    throw badInput(`week: expected ${expected}; got ${bucket.label}.`, ["week"]);
  }
  const sunday = addDays(bucket.end, -1);
  return {
    week: bucket.label,
    sunday,
    cutoffAt: new Date(startOf(bucket.end).getTime() - 1000),
    asOf: earlierOf(sunday, now),
    isPartial: sunday >= now,
  };
}
