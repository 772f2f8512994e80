import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { all } from "../../../shared/filter/conditions";
import { defineLoader } from "../../../shared/loader/loaders";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { type TaskFilter, taskConditions } from "./task.inputs";
import {
  countsSql,
  measuresOf,
  noTasks,
  type TaskCounts,
  type TaskMeasures,
  tasksAsOf,
} from "./task-measures";

/** What measures depend on besides the organization or unit. */
export interface MeasuresArguments {
  filter: TaskFilter | null;
  asOf: CalendarDay;
}

/** Code of the administrative unit that is the city: its tasks are all tasks. */
const cityCode = "01";

/** Measures of the tasks that an organization leads, by its code. */
export const measuresByOrganization = defineLoader<TaskMeasures, MeasuresArguments, SubgraphContext>(
  (codes, { database }, args) => measuresByKey(database, codes, args, sql`asked.key = lead.code`),
);

/** Measures of the tasks that a unit's authority leads, by the unit's code; for the city, of all tasks. */
export const measuresByUnit = defineLoader<TaskMeasures, MeasuresArguments, SubgraphContext>(
  (units, { database }, args) =>
    measuresByKey(database, units, args, sql`asked.key IN (lead.unit_code, ${cityCode})`),
);

async function measuresByKey(
  database: Database,
  keys: readonly string[],
  { filter, asOf }: MeasuresArguments,
  belongs: Sql,
): Promise<Map<string, TaskMeasures>> {
  const rows = await database.rows<TaskCounts & { key: string }>(sql`
    SELECT asked.key, ${countsSql(asOf)}
    FROM ${tasksAsOf(asOf)} JOIN unnest(${[...keys]}::text[]) AS asked(key) ON ${belongs}
    WHERE ${all(taskConditions(filter, stateColumns, asOf))} GROUP BY asked.key`);
  const counted = new Map(rows.map((row) => [row.key, measuresOf(row)]));
  return new Map(keys.map((key) => [key, counted.get(key) ?? measuresOf(noTasks)]));
}

/** Deadline and completion as they were known. */
export const stateColumns = { dueOn: sql`s.due_on`, completedOn: sql`s.completed_on` };
