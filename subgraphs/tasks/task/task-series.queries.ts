import sql from "sql-template-tag";
import { addDays, type CalendarDay } from "../../../shared/clock/calendar-day";
import { bucketsBetween } from "../../../shared/clock/time-buckets";
import type { Database } from "../../../shared/database/database";
import { countTasks } from "./count-tasks";
import type { TaskFilter } from "./task.inputs";
import { measuresOf, noTasks, type TaskCounts } from "./task-measures";
import type { TaskSeriesGrain, TaskSeriesPoint } from "./task-series";

export interface TaskSeriesQuestion {
  filter: TaskFilter | null;
  from: CalendarDay;
  to: CalendarDay;
  grain: TaskSeriesGrain;
}

/** The counts at the end of every step from one day to another, in one statement. */
export async function findTaskSeries(
  database: Database,
  { filter, from, to, grain }: TaskSeriesQuestion,
): Promise<TaskSeriesPoint[]> {
  const buckets = bucketsBetween(from, to, grain);
  const lastDays = buckets.map((bucket) => addDays(bucket.end, -1));
  const { source, where, counts } = countTasks(filter, sql`asked.day`);
  const rows = await database.rows<TaskCounts & { day: CalendarDay }>(sql`
    SELECT asked.day, ${counts} FROM unnest(${lastDays}::date[]) AS asked(day) CROSS JOIN ${source}
    WHERE ${where} GROUP BY asked.day`);
  const counted = new Map(rows.map((row) => [row.day, row]));
  return buckets.map((bucket) => ({
    bucket,
    measures: measuresOf(counted.get(addDays(bucket.end, -1)) ?? noTasks),
  }));
}
