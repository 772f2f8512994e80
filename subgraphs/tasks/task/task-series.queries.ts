import sql from "sql-template-tag";
import { addDays, type CalendarDay, earlierOf } from "../../../shared/clock/calendar-day";
import { bucketsBetween, checkRange } from "../../../shared/clock/time-buckets";
import type { Database } from "../../../shared/database/database";
import { badInput } from "../../../shared/errors/graph-error";
import { countTasks } from "./count-tasks";
import type { TaskFilter } from "./task.inputs";
import { measuresOf, noTasks, type TaskCounts } from "./task-measures";
import type { TaskSeriesGrain, TaskSeriesPoint } from "./task-series";

export interface TaskSeriesQuestion {
  filter: TaskFilter | null;
  from: CalendarDay;
  to: CalendarDay;
  grain: TaskSeriesGrain;
  today: CalendarDay;
}

/** The counts at the end of every step from one day to another that has begun by today, in one statement. */
export async function findTaskSeries(
  database: Database,
  { filter, ...range }: TaskSeriesQuestion,
): Promise<TaskSeriesPoint[]> {
  const steps = stepsOf(range);
  const { source, where, counts } = countTasks(filter, sql`asked.day`);
  const rows = await database.rows<TaskCounts & { day: CalendarDay }>(sql`
    SELECT asked.day, ${counts} FROM unnest(${steps.map(({ asOf }) => asOf)}::date[]) AS asked(day) CROSS JOIN ${source}
    WHERE ${where} GROUP BY asked.day`);
  const counted = new Map(rows.map((row) => [row.day, row]));
  return steps.map((step) => ({ ...step, measures: measuresOf(counted.get(step.asOf) ?? noTasks) }));
}

/** Each step with the day at whose end it is counted. A count of a day to come would be a guess, so there is none. */
function stepsOf({
  from,
  to,
  grain,
  today,
}: Omit<TaskSeriesQuestion, "filter">): Omit<TaskSeriesPoint, "measures">[] {
  checkRange(from, to);
  if (from > today) throw badInput(`from: expected today, ${today}, or before; got ${from}.`, ["from"]);
  const end = earlierOf(to, today);
  return bucketsBetween(from, end, grain).map((bucket) => {
    const lastDay = addDays(bucket.end, -1);
    return { bucket, asOf: earlierOf(lastDay, end), isPartial: to < lastDay || today <= lastDay };
  });
}
