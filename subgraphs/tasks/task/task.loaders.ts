import sql from "sql-template-tag";
import { In } from "typeorm";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { defineLoader, groupByKey, isBigintKey, mapByKey } from "../../../shared/loader/loaders";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Task } from "./task";
import { TaskChange, TaskChangeKind } from "./task-change";
import type { TaskState } from "./task-state";

/** A task by its id. */
export const taskById = defineLoader<Task, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.repository(Task).findBy({ id: In(ids.filter(isBigintKey)) });
  return mapByKey(rows, (row) => row.id);
});

/** A task by its human reference. */
export const taskByCode = defineLoader<Task, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Task).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});

/** Codes of the organizations that work on a task beside its lead, by the task's id. */
export const coordinatorsByTask = defineLoader<string[], void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.rows<{ taskId: string; code: string }>(sql`
    SELECT task_id AS "taskId", organization_code AS code FROM task_coordinator
    WHERE task_id = ANY(${[...ids]}::bigint[]) ORDER BY task_id, organization_code`);
  const groups = groupByKey(ids, rows, (row) => row.taskId);
  return new Map([...groups].map(([id, group]) => [id, group.map((row) => row.code)]));
});

/**
 * What was known of a task at the end of a day, by its id. Before it was known at all it stands as it was first
 * assigned: open, with its first deadline.
 */
export const stateByTask = defineLoader<
  Pick<TaskState, "dueOn" | "completedOn">,
  { asOf: CalendarDay },
  SubgraphContext
>(async (ids, { database }, { asOf }) => {
  const rows = await database.rows<Pick<TaskState, "taskId" | "dueOn" | "completedOn">>(sql`
    SELECT t.id AS "taskId", coalesce(s.due_on, t.original_due_on) AS "dueOn", s.completed_on AS "completedOn"
    FROM task t LEFT JOIN task_state s
      ON s.task_id = t.id AND s.known_from <= ${asOf}::date AND s.known_until > ${asOf}::date
    WHERE t.id = ANY(${[...ids]}::bigint[])`);
  return mapByKey(rows, (row) => row.taskId);
});

/** The changes of one kind of a task, oldest first, by its id. */
export const changesByTask = defineLoader<TaskChange[], { kind: TaskChangeKind }, SubgraphContext>(
  async (ids, { database }, { kind }) => {
    const rows = await database.repository(TaskChange).find({
      where: { taskId: In([...ids]), kind },
      order: { changedAt: "ASC", id: "ASC" },
    });
    return groupByKey(ids, rows, (row) => row.taskId);
  },
);
