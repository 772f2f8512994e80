import sql from "sql-template-tag";
import { readAsOf } from "../../../shared/base/clock/as-of";
import { type CalendarDay, today } from "../../../shared/base/clock/calendar-day";
import type { ConnectionDefinition } from "../../../shared/kit/connection/connection-definition";
import { type Connection, connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { progressAt } from "./find-tasks";
import { Task } from "./task";
import { taskCondition, taskCube, tasksWithStates } from "./task.cube";
import { TaskOrderField, type TasksArguments } from "./task.inputs";
import { taskAsOf } from "./task.loaders";
import { measuresByOrganization } from "./task.statistics";

export const TaskConnection = connectionType("Task", () => Task);

/** A page of all tasks. */
export async function findTaskPage(
  context: SubgraphContext,
  args: TasksArguments,
): Promise<Connection<Task>> {
  const { query, page } = readArguments(args, context);
  return withTotal(await pages.page(context, page), async () => {
    const all = { ...query, groupBy: [], first: 1, measures: ["assigned"] };
    const { totals } = await context.statistics.ask(taskCube, all, context.statisticsContext);
    return Number(totals.assigned);
  });
}

/** A page of the tasks that an organization led at the end of a day, by its code. */
export async function findTaskPageOfLead(
  context: SubgraphContext,
  lead: string,
  args: TasksArguments,
): Promise<Connection<Task>> {
  const { query, page } = readArguments(args, context);
  return withTotal(await pageOfLead(context, lead, page), async () => {
    const { assigned } = await context.loadKnown(measuresByOrganization, lead, query);
    return Number(assigned);
  });
}

/** A page of the tasks that serve a key result, as they were at the end of a day, by its code. */
export function findTaskPageOfKeyResult(
  context: SubgraphContext,
  keyResult: string,
  args: TasksArguments,
): Promise<Connection<Task>> {
  return pageOfKeyResult(context, keyResult, readArguments(args, context).page);
}

/** A page of the tasks that a bottleneck holds up, as they were at the end of a day, by its code. */
export function findTaskPageOfBottleneck(
  context: SubgraphContext,
  bottleneck: string,
  args: TasksArguments,
): Promise<Connection<Task>> {
  return pageOfBottleneck(context, bottleneck, readArguments(args, context).page);
}

/** Which tasks a list has: those of a filter that were known at the end of a day, as they were then. */
interface TasksQuery {
  filter: CubeFilter | null;
  asOf: CalendarDay;
}

const definition: ConnectionDefinition<Task, TasksQuery, TaskOrderField> = {
  from: tasksWithStates,
  key: { sql: sql`t.id`, type: "bigint", nullable: false },
  columns: (query, context) => ({
    CODE: { sql: sql`t.code`, type: "text", nullable: false },
    ASSIGNED_ON: { sql: sql`t.assigned_on`, type: "date", nullable: false },
    DUE_ON: { sql: sql`s.due_on`, type: "date", nullable: false },
    COMPLETED_ON: { sql: sql`s.completed_on`, type: "date", nullable: true },
    PROGRESS: { sql: progressAt(dayOf(query, context)), type: "numeric", nullable: false },
  }),
  fallbackOrder: [{ field: TaskOrderField.CODE, direction: SortDirection.ASC }],
  conditions: (query, context) => [taskCondition(query?.filter ?? null, dayOf(query, context))],
  node: (query, context) => (id) => context.load(taskAsOf, id, { asOf: dayOf(query, context) }),
};

/** Tasks in pages: those that statistics count. */
const pages = defineConnection(definition);

/** The same for each bottleneck `b` that holds a task up. */
const heldUp = defineConnection({
  ...definition,
  from: sql`${tasksWithStates} JOIN bottleneck_task b ON b.task_id = t.id`,
});

const pageOfLead = pages.pageWithin(sql`s.lead_organization_code`);
const pageOfKeyResult = pages.pageWithin(sql`t.key_result_code`);
const pageOfBottleneck = heldUp.pageWithin(sql`b.bottleneck_code`);

function readArguments({ filter = null, asOf, ...page }: TasksArguments, { clock }: SubgraphContext) {
  const query: TasksQuery = { filter, asOf: readAsOf(asOf, clock) };
  return { query, page: { ...page, filter: query } };
}

/**
 * The number of rows is what statistics count. An empty first page shows that there are none, also for days before the
 * first known one, which statistics refuse.
 */
function withTotal(
  { edges, nodes, pageInfo }: Connection<Task>,
  count: () => Promise<number>,
): Connection<Task> {
  return {
    edges,
    nodes,
    pageInfo,
    get totalCount() {
      return nodes.length === 0 && !pageInfo.hasPreviousPage ? Promise.resolve(0) : count();
    },
  };
}

function dayOf(query: TasksQuery | null | undefined, { clock }: SubgraphContext): CalendarDay {
  return query?.asOf ?? today(clock);
}
