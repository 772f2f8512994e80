import sql from "sql-template-tag";
import { In, LessThan } from "typeorm";
import { type CalendarDay, today } from "../../../shared/base/clock/calendar-day";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, isBigintKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { endOf, findTasks } from "./find-tasks";
import type { Task } from "./task";
import { TaskChange, TaskChangeKind } from "./task-change";
import { knownAt, type TaskState } from "./task-state";

/** A task as it was known at the end of a day, by its id. */
export const taskAsOf = defineLoader<Task, { asOf: CalendarDay }, SubgraphContext>(
  async (ids, { database }, { asOf }) => {
    const rows = await findTasks(database, sql`t.id = ANY(${ids.filter(isBigintKey)}::bigint[])`, asOf);
    return mapByKey(rows, (row) => row.id);
  },
);

/** A task as it is known today, by its id. */
export const taskById = defineLoader<Task, void, SubgraphContext>((ids, context) =>
  taskAsOf.batch(ids, context, { asOf: today(context.clock) }),
);

/** A task as it is known today, by its human reference. */
export const taskByCode = defineLoader<Task, void, SubgraphContext>(async (codes, { database, clock }) => {
  const rows = await findTasks(database, sql`t.code = ANY(${[...codes]})`, today(clock));
  return mapByKey(rows, (row) => row.code);
});

/** Codes of the organizations that work on a task together with its lead, by the task's id. */
export const coordinatorsByTask = defineLoader<string[], void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.rows<{ taskId: string; code: string }>(sql`
    SELECT task_id AS "taskId", organization_code AS code FROM task_coordinator
    WHERE task_id = ANY(${[...ids]}::bigint[]) ORDER BY task_id, organization_code`);
  const groups = groupByKey(ids, rows, (row) => row.taskId);
  return new Map([...groups].map(([id, group]) => [id, group.map((row) => row.code)]));
});

/**
 * What was known of a task at the end of a day, by its id. Before it was known at all it is shown as first assigned:
 * open, with its first deadline.
 */
export const stateByTask = defineLoader<
  Pick<TaskState, "dueOn" | "completedOn">,
  { asOf: CalendarDay },
  SubgraphContext
>(async (ids, { database }, { asOf }) => {
  const rows = await database.rows<Pick<TaskState, "taskId" | "dueOn" | "completedOn">>(sql`
    SELECT t.id AS "taskId", coalesce(s.due_on, t.original_due_on) AS "dueOn", s.completed_on AS "completedOn"
    FROM task t LEFT JOIN task_state s ON s.task_id = t.id AND ${knownAt(asOf)}
    WHERE t.id = ANY(${[...ids]}::bigint[])`);
  return mapByKey(rows, (row) => row.taskId);
});

/** The changes of one kind of a task, oldest first, by its id: those up to the end of a day, or all. */
export const changesByTask = defineLoader<
  TaskChange[],
  { kind: TaskChangeKind; asOf: CalendarDay | undefined },
  SubgraphContext
>(async (ids, { database }, { kind, asOf }) => {
  const rows = await database.repository(TaskChange).find({
    where: { taskId: In([...ids]), kind, ...(asOf !== undefined && { changedAt: LessThan(endOf(asOf)) }) },
    order: { changedAt: "ASC", id: "ASC" },
  });
  return groupByKey(ids, rows, (row) => row.taskId);
});
