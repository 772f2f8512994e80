import sql, { join, raw, type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { badInput } from "../../../shared/errors/graph-error";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { countTasks } from "./count-tasks";
import type { TaskFilter } from "./task.inputs";
import { measuresOf, noTasks, type TaskCounts } from "./task-measures";
import {
  TaskDimension,
  type TaskStats,
  type TaskStatsOrder,
  TaskStatsOrderField,
  type TaskStatsRow,
} from "./task-stats";

export interface TaskStatsQuestion {
  filter: TaskFilter | null;
  groupBy: TaskDimension[];
  orderBy: TaskStatsOrder[] | null;
  first: number;
  asOf: CalendarDay;
}

const maxGroups = 10_000;

type GroupRow = TaskCounts & Omit<TaskStatsRow, "measures">;

/** Counts the tasks of a filter by group, in one statement. Without dimensions all of them are one group. */
export async function findTaskStats(database: Database, question: TaskStatsQuestion): Promise<TaskStats> {
  const { filter, groupBy, orderBy, first, asOf } = question;
  if (first < 1 || first > maxGroups)
    throw badInput(`first: expected 1 to ${maxGroups}; got ${first}.`, ["first"]);
  if (new Set(groupBy).size < groupBy.length) {
    throw badInput(`groupBy: expected each dimension at most once; got ${groupBy.join(", ")}.`, ["groupBy"]);
  }
  const { source, where, counts, keys } = countTasks(filter, asOf);
  const selected = columns.map(
    ([name, dimension]) => sql`${groupBy.includes(dimension) ? keys[dimension] : sql`NULL`} AS ${raw(name)}`,
  );
  const groups = await database.rows<GroupRow>(sql`
    SELECT ${join(selected)}, ${counts} FROM ${source} WHERE ${where} ${groupClause(groupBy)}`);
  const rows = ordered(groups.map(rowOf), orderBy ?? []);
  return {
    rows: rows.slice(0, first),
    truncated: rows.length > first,
    totals: measuresOf(sum(groups)),
    asOf,
  };
}

/** The key columns in the order they are selected, so that GROUP BY can name them by position. */
const columns: [name: string, dimension: TaskDimension][] = [
  ['"organizationCode"', TaskDimension.LEAD_ORGANIZATION],
  ["axis", TaskDimension.AXIS],
  ['"assignedBy"', TaskDimension.ASSIGNED_BY],
  ["status", TaskDimension.STATUS],
];

function groupClause(groupBy: TaskDimension[]): Sql {
  if (groupBy.length === 0) return sql``;
  const positions = groupBy.map(
    (dimension) => columns.findIndex(([, selected]) => selected === dimension) + 1,
  );
  return raw(`GROUP BY ${positions.join(", ")} ORDER BY 1, 2, 3, 4`);
}

function rowOf({ organizationCode, axis, assignedBy, status, ...counts }: GroupRow): TaskStatsRow {
  return { organizationCode, axis, assignedBy, status, measures: measuresOf(counts) };
}

function sum(groups: TaskCounts[]): TaskCounts {
  return groups.reduce<TaskCounts>(
    (total, group) => ({
      completedOnTime: total.completedOnTime + group.completedOnTime,
      completedLate: total.completedLate + group.completedLate,
      inProgress: total.inProgress + group.inProgress,
      overdue: total.overdue + group.overdue,
      published: total.published + group.published,
      synthetic: total.synthetic + group.synthetic,
    }),
    noTasks,
  );
}

/** The stable order asked for; between equals the keys decide, as the statement ordered them. */
function ordered(rows: TaskStatsRow[], orderBy: TaskStatsOrder[]): TaskStatsRow[] {
  return rows.toSorted((left, right) => {
    for (const { field, direction } of orderBy) {
      const [a, b] = [measure(left, field), measure(right, field)];
      if (a === b) continue;
      if (a === null) return 1;
      if (b === null) return -1;
      return direction === SortDirection.ASC ? a - b : b - a;
    }
    return 0;
  });
}

function measure({ measures }: TaskStatsRow, field: TaskStatsOrderField): number | null {
  switch (field) {
    case TaskStatsOrderField.ASSIGNED:
      return measures.assigned;
    case TaskStatsOrderField.COMPLETED:
      return measures.completed;
    case TaskStatsOrderField.OVERDUE:
      return measures.overdue;
    case TaskStatsOrderField.COMPLETION_RATE:
      return measures.completionRate.value;
    case TaskStatsOrderField.ON_TIME_RATE_OF_DUE:
      return measures.onTimeRateOfDue.value;
    case TaskStatsOrderField.OVERDUE_RATE:
      return measures.overdueRate.value;
  }
}
