import sql, { type Sql } from "sql-template-tag";
import { type ComputedMeasure, defineComputedMeasures } from "../../../shared/kit/computed/compute-measures";

/** A count, or a share, of the tasks `t` that were assigned in the period, as they were at its end: `s`. */
function ofTasks(
  assignedBy: "CENTRAL" | "CITY" | null,
  counted: (to: Sql) => Sql,
  isShare = false,
): ComputedMeasure {
  return {
    isShare,
    isOfPeriod: true,
    find: ({ from, to }) => sql`
      SELECT (count(*) FILTER (WHERE ${counted(to)}))::int AS numerator,
        ${isShare ? sql`count(*)::int` : sql`1`} AS denominator, max(t.origin) AS origin
      FROM task t
      JOIN task_state s ON s.task_id = t.id AND s.known_from <= ${to} AND s.known_until > ${to}
      WHERE (${from} IS NULL OR t.assigned_on >= ${from})
        AND (${assignedBy}::assigning_authority IS NULL OR t.assigned_by = ${assignedBy}::assigning_authority)`,
  };
}

const assigned = () => sql`TRUE`;
const completed = () => sql`s.completed_on IS NOT NULL`;
const completedOnTime = () => sql`s.completed_on <= s.due_on`;
const completedLate = () => sql`s.completed_on > s.due_on`;
const underway = () => sql`s.completed_on IS NULL`;
const overdue = (to: Sql) => sql`s.completed_on IS NULL AND s.due_on < ${to}`;

/** What this sector can compute, under the codes of the indicators that are published about it. */
export const tasksMeasures: ReadonlyMap<string, ComputedMeasure> = new Map([
  ["tasks.central.assigned", ofTasks("CENTRAL", assigned)],
  ["tasks.central.completed", ofTasks("CENTRAL", completed)],
  ["tasks.central.completed-on-time", ofTasks("CENTRAL", completedOnTime)],
  ["tasks.central.completed-late", ofTasks("CENTRAL", completedLate)],
  ["tasks.central.underway", ofTasks("CENTRAL", underway)],
  ["tasks.central.overdue", ofTasks("CENTRAL", overdue)],
  ["tasks.central.completion-rate", ofTasks("CENTRAL", completed, true)],
  ["tasks.city.assigned", ofTasks("CITY", assigned)],
  ["tasks.city.overdue", ofTasks("CITY", overdue)],
  ["tasks.all.underway", ofTasks(null, underway)],
  ["tasks.all.overdue", ofTasks(null, overdue)],
]);

/** Computes from this sector's rows what was published of an indicator; null for one that it has no rows for. */
export const computeByTasks = defineComputedMeasures(tasksMeasures);
