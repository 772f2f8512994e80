import { addDays, type CalendarDay } from "../../base/clock/calendar-day";
import { bucketOf } from "../../base/clock/time-buckets";
import type { Cell, Days } from "./cells";

/** Days, and how often they count. */
export interface SignedDays {
  times: 1 | -1;
  days: Days;
}

/**
 * Days as what public answers are put together from: a step of the calendar, a run of whole months, or the first days of
 * a month. Any other range is such a run with first days added and taken away, so that one day more or less is always
 * obtained from the same two counts, wherever the range begins. `now` ends a month like its last day.
 */
export function wholeDays(days: Days, today: CalendarDay): SignedDays[] {
  if (days === "none" || isStep(days)) return [{ times: 1, days }];
  const { gte, lt } = days;
  const isEnd = lt === null || lt === today || isMonthStart(lt);
  if ((gte === null || isMonthStart(gte)) && isEnd) return [{ times: 1, days }];
  const monthOfEnd = isEnd ? lt : monthStart(lt);
  const pieces: SignedDays[] = [];
  if (gte === null || monthOfEnd === null || monthStart(gte) < monthOfEnd) {
    pieces.push({ times: 1, days: { gte: gte === null ? null : monthStart(gte), lt: monthOfEnd } });
  }
  if (!isEnd) pieces.push({ times: 1, days: { gte: monthStart(lt), lt } });
  if (gte !== null && !isMonthStart(gte)) pieces.push({ times: -1, days: { gte: monthStart(gte), lt: gte } });
  return pieces;
}

/** A cell as those that whole days make of it; `time` is left as it is. */
export function wholeDaysOf(cell: Cell, today: CalendarDay, time?: string): Cell[] {
  return Object.entries(cell.days).reduce<Cell[]>(
    (cells, [name, days]) =>
      name === time
        ? cells
        : cells.flatMap((one) =>
            wholeDays(days, today).map((piece) => ({
              ...one,
              times: one.times * piece.times,
              days: { ...one.days, [name]: piece.days },
            })),
          ),
    [cell],
  );
}

export function isMonthStart(day: CalendarDay): boolean {
  return day.endsWith("-01");
}

function monthStart(day: CalendarDay): CalendarDay {
  return `${day.slice(0, 7)}-01`;
}

/** Whether days are one day or one week of the calendar. */
function isStep({ gte, lt }: Exclude<Days, "none">): boolean {
  if (gte === null || lt === null) return false;
  return addDays(gte, 1) === lt || (addDays(gte, 7) === lt && bucketOf(gte, "WEEK").start === gte);
}
