import sql from "sql-template-tag";
import { addDays, type CalendarDay, dayOf, earlierOf } from "../../base/clock/calendar-day";
import { bucketOf } from "../../base/clock/time-buckets";
import { maxGroups } from "../cube/check-query";
import { daysOfFilter } from "../cube/condition";
import { type Cube, constantName, nameOfConstant, startAxisOf } from "../cube/cube";
import type { Answering, StatisticsContext } from "../cube/statistics-context";
import { bucketKey, isBySteps, type StatisticsQuery } from "../cube/statistics-query";

/** Whether a step is cut by the days of a query's filter, or was not over on the day that it is as of. */
export function isPartialStep(
  cube: Cube,
  { asOf, filter, timeBucket }: StatisticsQuery,
  start: CalendarDay,
  today: CalendarDay,
): boolean {
  if (!timeBucket) return false;
  const { end } = bucketOf(start, timeBucket.grain);
  const present = asOf == null ? today : earlierOf(addDays(asOf, 1), today);
  if (isBySteps({ timeBucket })) return end > present;
  const { gte, lt } = daysOfFilter(filter, nameOfConstant(cube.times, timeBucket.field));
  return end > present || (gte !== null && gte > start) || (lt !== null && lt < end);
}

/** The days up to today that have rows, by the first time axis. */
export async function daysWithRows(
  statistics: Answering,
  cube: Cube,
  context: StatisticsContext,
): Promise<CalendarDay[]> {
  const timeBucket = { field: constantName(startAxisOf(cube)), grain: "DAY" as const, fillGaps: false };
  const daily = { groupBy: [], timeBucket, first: maxGroups, measures: [] };
  const { groups } = await statistics.ask(cube, daily, context);
  const today = dayOf(context.now);
  return groups.flatMap(({ keys }) => keys[bucketKey] ?? []).filter((day) => day <= today);
}

/** The first day that queries can be as of; undefined where there are no rows. */
export async function firstVisibleDay(
  statistics: Answering,
  cube: Cube,
  context: StatisticsContext,
): Promise<CalendarDay | undefined> {
  const { revisions } = cube.rows;
  if (!revisions) return (await daysWithRows(statistics, cube, context))[0];
  const { day } = await context.database.row<{ day: CalendarDay | null }>(
    sql`SELECT (${revisions.since})::text AS day`,
  );
  return day ?? undefined;
}
