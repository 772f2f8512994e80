import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { defineLoader } from "../../../shared/loader/loaders";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { countTasks } from "./count-tasks";
import type { TaskFilter } from "./task.inputs";
import { measuresOf, noTasks, type TaskCounts, type TaskMeasures } from "./task-measures";

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
  const { source, where, counts } = countTasks(filter, asOf);
  const rows = await database.rows<TaskCounts & { key: string }>(sql`
    SELECT asked.key, ${counts}
    FROM ${source} JOIN unnest(${[...keys]}::text[]) AS asked(key) ON ${belongs}
    WHERE ${where} GROUP BY asked.key`);
  const counted = new Map(rows.map((row) => [row.key, measuresOf(row)]));
  return new Map(keys.map((key) => [key, counted.get(key) ?? measuresOf(noTasks)]));
}
