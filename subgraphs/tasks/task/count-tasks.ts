import sql, { type Sql } from "sql-template-tag";
import { all, idConditions, oneOf } from "../../../shared/filter/conditions";
import { originCountsSql } from "../../../shared/graphql/row-origins";
import type { TaskFilter } from "./task.inputs";
import { taskConditions } from "./task.inputs";
import { type DaySql, knownAt, statusSql } from "./task-state";
import { TaskDimension } from "./task-stats";

/** Where task counts come from: what stands behind FROM, its conditions, the counts, and the keys to group by. */
export interface TaskCounting {
  source: Sql;
  where: Sql;
  /** The select list that makes TaskCounts of a group. */
  counts: Sql;
  keys: Record<TaskDimension, Sql>;
}

/**
 * Counts the tasks of a filter as they were known at the end of a day. A question about leads, their axes, who assigned
 * and how tasks stand is answered from the running totals of `task_tally`, which cost a lookup a lead; any other one from
 * the tasks themselves, each with the stretch that held on that day. Both give the same counts: a test asks both.
 */
export function countTasks(filter: TaskFilter | null, asOf: DaySql): TaskCounting {
  return isOfLeads(filter) ? fromTallies(filter, asOf) : fromTasks(filter, asOf);
}

/** Every task `t` with each of its states `s` and who led it then, `lead`; `knownTasks` takes the states of one day. */
export const tasksWithStates = sql`task t
  JOIN task_state s ON s.task_id = t.id JOIN organization lead ON lead.code = s.lead_organization_code`;

/** The conditions of a filter at the end of a day, over `tasksWithStates`. */
export function knownTasks(filter: TaskFilter | null, asOf: DaySql): Sql[] {
  return [knownAt(asOf), ...taskConditions(filter, asOf)];
}

/** From every task that was known at the end of the day: what a list of tasks shows, too. */
export function fromTasks(filter: TaskFilter | null, asOf: DaySql): TaskCounting {
  return {
    source: tasksWithStates,
    where: all(knownTasks(filter, asOf)),
    counts: sql`
      (count(*) FILTER (WHERE s.completed_on <= s.due_on))::int AS "completedOnTime",
      (count(*) FILTER (WHERE s.completed_on > s.due_on))::int AS "completedLate",
      (count(*) FILTER (WHERE s.completed_on IS NULL AND s.due_on >= ${asOf}::date))::int AS "inProgress",
      (count(*) FILTER (WHERE s.completed_on IS NULL AND s.due_on < ${asOf}::date))::int AS "overdue",
      ${originCountsSql(sql`t.origin`)}`,
    keys: {
      LEAD_ORGANIZATION: sql`s.lead_organization_code`,
      AXIS: sql`lead.axis`,
      ASSIGNED_BY: sql`t.assigned_by`,
      STATUS: statusSql(sql`s.due_on`, sql`s.completed_on`, asOf),
    },
  };
}

/** From the running totals of each lead `lead`, those of the last day that one of its tasks moved. */
function fromTallies(filter: LeadFilter | null, asOf: DaySql): TaskCounting {
  const assignedBy = filter?.assignedBy ? [filter.assignedBy] : null;
  return {
    source: sql`organization lead
      CROSS JOIN unnest(enum_range(NULL::assigning_authority)) AS assigned_by
      CROSS JOIN LATERAL (
        SELECT * FROM task_tally y
        WHERE y.lead_organization_code = lead.code AND y.scope = assigned_by::text AND y.day <= ${asOf}::date
        ORDER BY y.day DESC LIMIT 1) AS tally
      CROSS JOIN LATERAL (VALUES
        ('COMPLETED_ON_TIME', completed_on_time, 0, 0, 0, published_on_time, synthetic_on_time),
        ('COMPLETED_LATE', 0, completed_late, 0, 0, published_late, synthetic_late),
        ('IN_PROGRESS', 0, 0, in_progress, 0, published_in_progress, synthetic_in_progress),
        ('OVERDUE', 0, 0, 0, overdue, published_overdue, synthetic_overdue)
      ) AS part (status, on_time, late, open, due, published, synthetic)`,
    where: all([
      sql`part.on_time + part.late + part.open + part.due > 0`,
      ...oneOf(sql`assigned_by`, assignedBy, ["filter", "assignedBy"]),
      ...idConditions(sql`lead.code`, filter?.leadOrganization, ["filter", "leadOrganization"]),
      ...oneOf(sql`lead.axis`, filter?.axis, ["filter", "axis"]),
      ...oneOf(sql`part.status`, filter?.status, ["filter", "status"]),
    ]),
    counts: sql`
      coalesce(sum(part.on_time), 0)::int AS "completedOnTime", coalesce(sum(part.late), 0)::int AS "completedLate",
      coalesce(sum(part.open), 0)::int AS "inProgress", coalesce(sum(part.due), 0)::int AS "overdue",
      coalesce(sum(part.published), 0)::int AS "published", coalesce(sum(part.synthetic), 0)::int AS "synthetic"`,
    keys: {
      LEAD_ORGANIZATION: sql`lead.code`,
      AXIS: sql`lead.axis`,
      ASSIGNED_BY: sql`assigned_by`,
      STATUS: sql`part.status`,
    },
  };
}

type LeadFilter = Pick<TaskFilter, "assignedBy" | "leadOrganization" | "axis" | "status">;

/** Whether a filter asks for nothing but leads, axes, who assigned and how tasks stand. */
function isOfLeads(filter: TaskFilter | null): filter is LeadFilter | null {
  const known: (keyof LeadFilter)[] = ["assignedBy", "leadOrganization", "axis", "status"];
  const asked = Object.entries(filter ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return asked.every(([name]) => known.some((field) => field === name));
}
