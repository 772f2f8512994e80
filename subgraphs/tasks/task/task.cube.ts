import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { filterSqlOfDay } from "../../../shared/kit/cube/condition-sql";
import type { Cube } from "../../../shared/kit/cube/cube";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { taskMeasures } from "./task-measures";
import { unclear } from "./unclear";

const ofLeads = (condition: Sql) =>
  sql`s.lead_organization_code IN (SELECT o.code FROM organization o WHERE ${condition})`;

/** Every task `t` with each of its states `s`. */
export const tasksWithStates = sql`task_state s JOIN task t ON t.id = s.task_id`;

/** The cube of tasks, as they were known at the end of a day. */
export const taskCube = {
  name: "Task",
  noun: { one: "task", many: "tasks" },
  hasAsOf: true,
  rows: {
    from: tasksWithStates,
    joined: sql`${tasksWithStates} JOIN organization o ON o.code = s.lead_organization_code`,
    id: sql`s.id`,
    period: { from: sql`s.known_from`, until: sql`s.known_until` },
    relation: "task_state",
    follows: {
      task: (ids) => sql`s.task_id = ANY(${ids}::bigint[])`,
      organization: (codes) => sql`s.lead_organization_code = ANY(${codes})`,
      key_result: (codes) => sql`t.key_result_code = ANY(${codes})`,
    },
  },
  storeFrom: 20_000,
  search: { sql: sql`t.search`, filter: "Accent-insensitive, in code and title." },
  sets: {
    coordinatingOrganization: {
      filter: "Code of an organization that works on it together with the lead.",
      entries: sql`task_coordinator c WHERE c.task_id = t.id`,
      key: sql`c.organization_code`,
    },
  },
  dimensions: {
    leadOrganization: {
      description: "The organization that leads it, as of the requested day.",
      key: "The organization that leads them.",
      filter: "Code of the organization that leads it, as of the requested day.",
      sql: sql`s.lead_organization_code`,
      members: sql`SELECT code FROM organization`,
      kind: "code",
    },
    leadOrganizationKind: {
      description: "What kind of body leads it.",
      key: "What kind of body leads them.",
      filter: "What kind of body leads it, as of the requested day.",
      sql: sql`o.kind`,
      kind: "value",
      joined: ofLeads,
    },
    axis: {
      description: "The axis of its lead.",
      key: "The axis of their leads.",
      filter: "The axis of its lead, as of the requested day.",
      sql: sql`o.axis`,
      kind: "value",
      joined: ofLeads,
    },
    unit: {
      description: "The ward or commune that its lead governs; null where it governs none.",
      key: "The ward or commune that their leads govern; by UNIT null for those whose leads govern none.",
      filter: "Code of the ward or commune that its lead governs; 01 is the whole city.",
      sql: sql`o.unit_code`,
      kind: "code",
      joined: ofLeads,
    },
    assignedBy: {
      description: "Who assigned it.",
      key: "Who assigned them.",
      filter: "Who assigned it.",
      sql: sql`s.assigned_by`,
      kind: "value",
    },
    status: {
      description: "Its status at the end of the day.",
      key: "Their status at the end of the day.",
      filter: "Its status, as of the requested day.",
      sql: sql`(CASE WHEN s.completed_on <= s.due_on THEN 'COMPLETED_ON_TIME'
        WHEN s.completed_on > s.due_on THEN 'COMPLETED_LATE' ELSE 'IN_PROGRESS' END)`,
      passed: "OVERDUE",
      kind: "value",
    },
    delay: {
      description:
        "Days past the deadline, in classes: of a completed task those until it was completed, 0 in time; of an overdue one " +
        "those until the requested day; null where neither.",
      key: "Days past the deadline; by DELAY null for those that are in progress.",
      number: "delay",
      kind: "classes",
    },
    extended: {
      description: "Whether its deadline has been moved, as of the requested day.",
      key: "Whether their deadlines have been moved.",
      kind: "flag",
    },
    unclear: { description: "Whether it lacks at least one of the six.", kind: "flag" },
    keyResult: {
      description: "The key result that it serves; null where none is named.",
      key: "The key result that they serve; by KEY_RESULT null for those that serve none.",
      filter: "Code of the key result that it serves.",
      sql: sql`t.key_result_code`,
      kind: "code",
    },
    objective: {
      description: "The objective of the key result that it serves; null where none is named.",
      key: "The objective that they serve; by OBJECTIVE null for those that serve none.",
      filter: "Code of the objective of the key result that it serves.",
      sql: sql`(SELECT k.objective_code FROM key_result k WHERE k.code = t.key_result_code)`,
      kind: "code",
    },
    origin: {
      description: "Where its row came from.",
      key: "Where their rows came from.",
      filter: "Where its row came from.",
      sql: sql`t.origin`,
      kind: "value",
    },
  },
  flags: {
    completedOnTime: { sql: sql`s.completed_on <= s.due_on` },
    completedLate: { sql: sql`s.completed_on > s.due_on` },
    completed: { sql: sql`s.completed_on IS NOT NULL` },
    underway: { sql: sql`s.completed_on IS NULL` },
    extended: {
      sql: sql`s.due_on > t.original_due_on`,
      filter: "Whether its deadline has been moved, as of the requested day.",
    },
    unclear: { sql: unclear, filter: "Lacks at least one of the six." },
    synthetic: { sql: sql`t.origin = 'SYNTHETIC'` },
    published: { sql: sql`t.origin = 'PUBLISHED'` },
  },
  numbers: {
    delay: {
      sql: sql`greatest(s.completed_on - s.due_on, CASE WHEN s.completed_on IS NOT NULL THEN 0 END)`,
      daysSince: "due",
      unit: "days",
      filter: "Days past the deadline, as DELAY has them.",
      classes: [
        { from: 0, to: 0 },
        { from: 1, to: 7 },
        { from: 8, to: 30 },
        { from: 31, to: 90 },
        { from: 91 },
      ],
    },
  },
  times: {
    assigned: {
      description: "The day of assignment.",
      filter: "Day of assignment.",
      day: sql`t.assigned_on`,
    },
    due: {
      description: "The deadline, as of the requested day.",
      filter: "Deadline, as of the requested day.",
      day: sql`s.due_on`,
    },
    completed: {
      description: "The day of completion, as of the requested day; tasks under way have no step.",
      filter: "Day of completion, as of the requested day.",
      day: sql`s.completed_on`,
      without: "tasks under way",
    },
  },
  deadline: {
    name: "overdue",
    filter: "Whether it is overdue at the end of the day.",
    while: "underway",
    day: sql`s.due_on`,
  },
  counts: {
    assigned: { kind: "rows" },
    completed: { kind: "flag", flag: "completed" },
    completedOnTime: { kind: "flag", flag: "completedOnTime" },
    completedLate: { kind: "flag", flag: "completedLate" },
    underway: { kind: "flag", flag: "underway" },
    inProgress: { kind: "waiting" },
    overdue: { kind: "deadline" },
    completedOrOverdue: { kind: "deadline", or: "completed" },
    extensions: { kind: "flag", flag: "extended" },
    daysPast: { kind: "sum", number: "delay" },
    synthetic: { kind: "flag", flag: "synthetic" },
    published: { kind: "flag", flag: "published" },
  },
  measures: taskMeasures,
  origins: { rows: "assigned", synthetic: "synthetic", published: "published" },
  percentiles: {
    number: "delay",
    description:
      "The fewest days past the deadline that this share of the completed and the overdue tasks does not exceed, 0 for what " +
      "was completed in time; null when there are none.",
  },
} as const satisfies Cube;

/** The condition of a filter over `tasksWithStates`: tasks that were known at the end of a day, as they were then. */
export function taskCondition(filter: CubeFilter | null, asOf: CalendarDay): Sql {
  return filterSqlOfDay(taskCube, filter, asOf);
}
