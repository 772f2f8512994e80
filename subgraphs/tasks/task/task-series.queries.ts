import sql from "sql-template-tag";
import { addDays, type CalendarDay } from "../../../shared/clock/calendar-day";
import { bucketsBetween } from "../../../shared/clock/time-buckets";
import type { Database } from "../../../shared/database/database";
import { all } from "../../../shared/filter/conditions";
import { type TaskFilter, taskConditions } from "./task.inputs";
import { countsSql, measuresOf, noTasks, type TaskCounts, tasksAsOf } from "./task-measures";
import { stateColumns } from "./task-measures.loaders";
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
  const asOf = sql`asked.day`;
  const rows = await database.rows<TaskCounts & { day: CalendarDay }>(sql`
    SELECT asked.day, ${countsSql(asOf)}
    FROM unnest(${lastDays}::date[]) AS asked(day) CROSS JOIN ${tasksAsOf(asOf)}
    WHERE ${all(taskConditions(filter, stateColumns, asOf))} GROUP BY asked.day`);
  const counted = new Map(rows.map((row) => [row.day, row]));
  return buckets.map((bucket) => ({
    bucket,
    measures: measuresOf(counted.get(addDays(bucket.end, -1)) ?? noTasks),
  }));
}
