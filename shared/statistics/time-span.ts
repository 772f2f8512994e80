import { type CalendarDay, dayOf } from "../clock/calendar-day";
import { bucketOf } from "../clock/time-buckets";
import { maxGroups } from "./check-question";
import { type Cube, constantName, dayFilterName, nameOfConstant } from "./cube";
import { bucketKey, type DayRange, type StatisticsQuestion } from "./question";
import type { Asking, Statistics } from "./statistics";

/** Whether a step is cut by the days of a question's filter, or is not over. */
export function isPartialStep(
  cube: Cube,
  { filter, timeBucket }: StatisticsQuestion,
  start: CalendarDay,
  today: CalendarDay,
): boolean {
  if (!timeBucket) return false;
  const { end } = bucketOf(start, timeBucket.grain);
  const name = dayFilterName(nameOfConstant(cube.times, timeBucket.field));
  const { gte, lt } = (filter?.[name] ?? {}) as DayRange;
  return end > today || (gte != null && gte > start) || (lt != null && lt < end);
}

/** The last day up to today that has rows, by the first time axis; null where none has. */
export async function lastDayOf(
  statistics: Statistics,
  cube: Cube,
  asking: Asking,
): Promise<CalendarDay | null> {
  const [time = ""] = Object.keys(cube.times);
  const timeBucket = { field: constantName(time), grain: "DAY" as const, fillGaps: false };
  const daily = { groupBy: [], timeBucket, first: maxGroups, measures: [] };
  const { groups } = await statistics.ask(cube, daily, asking);
  const today = dayOf(asking.now);
  return groups.flatMap(({ keys }) => keys[bucketKey] ?? []).findLast((day) => day <= today) ?? null;
}
