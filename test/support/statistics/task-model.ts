import sql from "sql-template-tag";
import { type CalendarDay, dayOf, daysBetween } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import type { Bounds, Keys } from "../../../shared/kit/filter/read-filter";
import { TaskOrderField } from "../../../subgraphs/tasks/task/task.inputs";
import type { TaskChange } from "../../../subgraphs/tasks/task/task-change";
import { TaskStatus } from "../../../subgraphs/tasks/task/task-state";

/*
 * The rules of tasks at the end of a day, written a second time, without SQL and without what is derived: every change is
 * replayed, and every field of a filter is asked of each task.
 */

/** A filter of tasks, as far as tests ask by it. */
export interface TaskFilter {
  and?: TaskFilter[] | null;
  or?: TaskFilter[] | null;
  not?: TaskFilter | null;
  assignedBy?: Keys | null;
  status?: Keys | null;
  axis?: Keys | null;
  leadOrganization?: Keys | null;
  coordinatingOrganization?: Keys | null;
  assignedOn?: Bounds<CalendarDay> | null;
  dueOn?: Bounds<CalendarDay> | null;
  completedOn?: Bounds<CalendarDay> | null;
  overdue?: boolean | null;
  unclear?: boolean | null;
  search?: string | null;
}

interface StoredTask {
  id: string;
  code: string;
  title: string;
  assignedBy: string;
  assignedOn: CalendarDay;
  /** Who leads it now. */
  lead: string;
  unclear: boolean;
  coordinators: string[];
}

/** A task as it was known at the end of a day. */
export interface KnownTask extends StoredTask {
  axis: string;
  dueOn: CalendarDay;
  completedOn: CalendarDay | null;
  progress: number;
  status: TaskStatus;
  daysOverdue: number;
}

/** Reads all tasks with their histories; what it gives tells which of them were known at the end of a day, and how. */
export async function readTaskModel(database: Database): Promise<(asOf: CalendarDay) => KnownTask[]> {
  const stored = await database.rows<StoredTask>(sql`
    SELECT t.id::text, t.code, t.title, t.assigned_by AS "assignedBy", t.assigned_on AS "assignedOn", t.lead_organization_code AS lead,
      t.person IS NULL OR t.work IS NULL OR t.responsibility IS NULL OR t.product IS NULL
        OR t.authority IS NULL AS unclear,
      ARRAY(SELECT organization_code FROM task_coordinator WHERE task_id = t.id) AS coordinators
    FROM task t ORDER BY t.code`);
  const organizations = await database.rows<{ code: string; axis: string }>(
    sql`SELECT code, axis FROM organization`,
  );
  const axes = new Map(organizations.map(({ code, axis }) => [code, axis]));
  const changes = await database.rows<TaskChange>(sql`
    SELECT task_id::text AS "taskId", kind, changed_at AS "changedAt", due_on AS "dueOn",
      completed_on AS "completedOn", progress, lead_organization_code AS "leadOrganizationCode",
      previous_lead_organization_code AS "previousLeadOrganizationCode" FROM task_change ORDER BY changed_at, id`);
  const histories = Map.groupBy(changes, ({ taskId }) => taskId);
  return (asOf) =>
    stored.flatMap((task) => {
      const history = histories.get(task.id) ?? [];
      const past = history.filter(({ changedAt }) => dayOf(changedAt) <= asOf);
      if (past.length === 0) return [];
      const lead = leadOf(past) ?? firstLeadOf(history) ?? task.lead;
      return [{ ...task, ...replay(past, asOf), lead, axis: axes.get(lead) ?? "" }];
    });
}

const leadOf = (changes: TaskChange[]) =>
  changes.findLast(({ kind }) => kind === "HANDED_OVER")?.leadOrganizationCode;
const firstLeadOf = (changes: TaskChange[]) =>
  changes.find(({ kind }) => kind === "HANDED_OVER")?.previousLeadOrganizationCode;

function replay(changes: TaskChange[], asOf: CalendarDay) {
  const state = { dueOn: "", completedOn: null as CalendarDay | null, progress: 0 };
  for (const { kind, dueOn, completedOn, progress } of changes) {
    if (kind === "PROGRESS_REPORTED") state.progress = progress ?? Number.NaN;
    else state.completedOn = kind === "COMPLETED" ? completedOn : null;
    if (kind === "COMPLETED") state.progress = 1;
    if (dueOn !== null) state.dueOn = dueOn;
  }
  const { dueOn, completedOn } = state;
  if (completedOn !== null) {
    const status = completedOn > dueOn ? TaskStatus.COMPLETED_LATE : TaskStatus.COMPLETED_ON_TIME;
    return { ...state, progress: 1, status, daysOverdue: 0 };
  }
  const daysOverdue = Math.max(0, daysBetween(dueOn, asOf));
  return { ...state, status: daysOverdue > 0 ? TaskStatus.OVERDUE : TaskStatus.IN_PROGRESS, daysOverdue };
}

/** Whether a filter holds for a task as it was known. */
export function fits(filter: TaskFilter, task: KnownTask): boolean {
  const { assignedBy, status, axis, overdue, leadOrganization, coordinatingOrganization, unclear, search } =
    filter;
  return [
    (filter.and ?? []).every((part) => fits(part, task)),
    filter.or == null || filter.or.some((part) => fits(part, task)),
    filter.not == null || !fits(filter.not, task),
    hasKey(assignedBy, [task.assignedBy]),
    overdue == null || overdue === (task.status === TaskStatus.OVERDUE),
    hasKey(status, [task.status]),
    hasKey(axis, [task.axis]),
    hasKey(leadOrganization, [task.lead]),
    hasKey(coordinatingOrganization, task.coordinators),
    isWithin(filter.assignedOn, task.assignedOn),
    isWithin(filter.dueOn, task.dueOn),
    isWithin(filter.completedOn, task.completedOn),
    unclear == null || unclear === task.unclear,
    search == null ||
      plain(search)
        .split(" ")
        .every((word) => plain(`${task.code} ${task.title}`).includes(word)),
  ].every(Boolean);
}

/**
 * Tasks without a value come last in both directions; between equals the id decides, in the direction of the last step.
 */
export function inOrder(
  known: KnownTask[],
  orderBy: { field: TaskOrderField; direction: string }[],
): KnownTask[] {
  const steps = orderBy.length > 0 ? orderBy : [{ field: TaskOrderField.CODE, direction: "ASC" }];
  return known.toSorted((left, right) => {
    for (const { field, direction } of [
      ...steps,
      { field: "ID" as const, direction: steps.at(-1)?.direction },
    ]) {
      const [a, b] = [ordered[field](left), ordered[field](right)];
      if (a === b) continue;
      if (a === null) return 1;
      if (b === null) return -1;
      return (a < b ? -1 : 1) * (direction === "ASC" ? 1 : -1);
    }
    return 0;
  });
}

const ordered: Record<TaskOrderField | "ID", (task: KnownTask) => string | number | null> = {
  ID: ({ id }) => Number(id),
  CODE: ({ code }) => code,
  ASSIGNED_ON: ({ assignedOn }) => assignedOn,
  DUE_ON: ({ dueOn }) => dueOn,
  COMPLETED_ON: ({ completedOn }) => completedOn,
  PROGRESS: ({ progress }) => progress,
};

function hasKey(filter: Keys | null | undefined, keys: string[]): boolean {
  const { eq, in: included, notIn, isNull } = filter ?? {};
  return (
    (eq == null || keys.includes(eq)) &&
    (included == null || keys.some((key) => included.includes(key))) &&
    (notIn == null || !keys.some((key) => notIn.includes(key))) &&
    (isNull == null || isNull === (keys.length === 0))
  );
}

function isWithin(filter: Bounds<CalendarDay> | null | undefined, day: CalendarDay | null): boolean {
  const { eq, gte, gt, lte, lt, isNull } = filter ?? {};
  return (
    (eq == null || day === eq) &&
    (gte == null || (day !== null && day >= gte)) &&
    (gt == null || (day !== null && day > gt)) &&
    (lte == null || (day !== null && day <= lte)) &&
    (lt == null || (day !== null && day < lt)) &&
    (isNull == null || isNull === (day === null))
  );
}

/** Without accents and case. */
function plain(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
}
