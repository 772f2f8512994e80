import fc from "fast-check";
import sql from "sql-template-tag";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import {
  liveOn,
  randomDay,
  randomFilter,
  randomOrder,
} from "../../../../test/support/statistics/random-tasks";
import {
  fits,
  inOrder,
  type KnownTask,
  readTaskModel,
  type TaskFilter,
} from "../../../../test/support/statistics/task-model";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../../subgraph";

/* The list of a day and the statistics of the same day, against a replay of all changes. */

let subgraph: TestSubgraph;
let tasksAt: (asOf: CalendarDay) => KnownTask[];
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
  await liveOn(subgraph.database);
  tasksAt = await readTaskModel(subgraph.database);
});
afterAll(() => subgraph.close());

const later = "2026-11-28T09:00:00+07:00";
it("lists the tasks that statistics of the day count, each as known then, for any filter and order", async () => {
  const firstDay =
    tasksAt("2026-11-28")
      .map(({ assignedOn }) => assignedOn)
      .toSorted()[0] ?? "";
  let found = 0;
  await fc.assert(
    fc.asyncProperty(randomFilter, randomDay, randomOrder, async (filter, asOf, orderBy) => {
      const expected = tasksAt(asOf).filter((task) => fits(filter, task));
      const { nodes, totalCount } = await listOf({ filter, asOf, orderBy });
      expect(nodes).toEqual(inOrder(expected, orderBy).map(shown));
      expect(totalCount).toBe(expected.length);
      // Statistics refuse a day before the first known one.
      if (asOf >= firstDay) expect(await groupsOf(filter, asOf)).toEqual(countByGroup(expected));
      else expect(expected).toEqual([]);
      found += expected.length;
    }),
    { numRuns: 50 },
  );
  expect(found).toBeGreaterThan(1000);
});

it("finds in the list of each group of the statistics as many tasks as it counts, also within organizations", async () => {
  const asOf = "2025-10-05";
  const groups = Object.entries(await groupsOf({}, asOf));
  expect(groups.length).toBeGreaterThan(100);
  for (const [group, count] of groups.slice(0, 30)) {
    const [lead, axis, assignedBy, status] = JSON.parse(group);
    const { data, errors } = await subgraph.execute(
      `query ($lead: ID!, $filter: TaskFilter, $asOf: Date) { organization(code: $lead) {
        tasks(asOf: $asOf, filter: $filter) { totalCount nodes { status } }
        taskStats(asOf: $asOf, filter: $filter) { assigned } } }`,
      {
        lead,
        asOf,
        filter: { axis: { eq: axis }, assignedBy: { eq: assignedBy }, status: { in: [status] } },
      },
      { now: later },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      organization: {
        tasks: { totalCount: count, nodes: Array(Math.min(count, 20)).fill({ status }) },
        taskStats: { assigned: count },
      },
    });
  }
});

it("is as of today by default, also by a clock in the past", async () => {
  for (const asOf of ["2025-03-01", "2025-11-14", "2026-02-01"]) {
    const now = `${asOf}T23:59:59.999+07:00`;
    expect(await listOf({}, now)).toEqual(await listOf({ asOf }));
  }
});

it("shows a single task as today's list does, with the stored values after all changes", async () => {
  const { data } = await subgraph.execute(
    `{ tasks(first: 200) { nodes { id ${fields} } } }`,
    {},
    { now: later },
  );
  const { nodes } = (data as { tasks: { nodes: ({ id: string } & Shown)[] } }).tasks;
  const representations = nodes.map(({ id }) => ({ __typename: "Task", id }));
  const { data: alone } = await subgraph.execute(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Task { id ${fields} } } }`,
    { representations },
    { now: later },
  );
  expect(alone).toEqual({ _entities: nodes });
  const stored = await subgraph.database.rows(sql`
    SELECT 'Task:' || t.id AS id, due_on AS "dueOn", completed_on AS "completedOn", progress FROM task t
    WHERE 'Task:' || t.id = ANY(${nodes.map(({ id }) => id)}) ORDER BY t.code`);
  expect(nodes.map(({ id, dueOn, completedOn, progress }) => ({ id, dueOn, completedOn, progress }))).toEqual(
    stored,
  );
});

it("shows extensions and reports up to the day of the list only", async () => {
  const history = "extensions { decidedAt } progressReports(first: 200) { nodes { reportedAt } }";
  const { data } = await subgraph.execute(
    `{ tasks(asOf: "2025-08-31", first: 200) { nodes { code ${history} } }
      now: tasks(first: 200) { nodes { code ${history} } } }`,
    {},
    { now: testNow },
  );
  interface History {
    extensions: { decidedAt: string }[];
    progressReports: { nodes: { reportedAt: string }[] };
  }
  const { tasks: past, now } = data as Record<"tasks" | "now", { nodes: ({ code: string } & History)[] }>;
  const end = "2025-08-31T17:00:00.000Z";
  const until = ({ code, extensions, progressReports }: { code: string } & History) => ({
    code,
    extensions: extensions.filter(({ decidedAt }) => decidedAt < end),
    progressReports: { nodes: progressReports.nodes.filter(({ reportedAt }) => reportedAt < end) },
  });
  const expected = now.nodes.filter(({ code }) => past.nodes.some((task) => task.code === code)).map(until);
  expect(past.nodes.filter(({ code }) => now.nodes.some((task) => task.code === code))).toEqual(expected);
  expect(expected.some(({ extensions }) => extensions.length > 0)).toBe(true);
});

interface Shown {
  code: string;
  status: string;
  daysOverdue: number;
  dueOn: string;
  completedOn: string | null;
  progress: number;
  leadOrganization: { code: string };
}

const fields = "code status daysOverdue dueOn completedOn progress leadOrganization { code }";

function shown({ code, status, daysOverdue, dueOn, completedOn, progress, lead }: KnownTask): Shown {
  return { code, status, daysOverdue, dueOn, completedOn, progress, leadOrganization: { code: lead } };
}

/** All pages of a list. */
async function listOf(args: object, now = later): Promise<{ nodes: Shown[]; totalCount: number }> {
  const nodes: Shown[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await subgraph.execute(
      `query ($filter: TaskFilter, $asOf: Date, $orderBy: [TaskOrder!], $after: String) {
        tasks(filter: $filter, asOf: $asOf, orderBy: $orderBy, first: 190, after: $after) {
          totalCount nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`,
      { ...args, after },
      { now },
    );
    expect(errors).toEqual([]);
    const page = (
      data as {
        tasks: { nodes: Shown[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } };
      }
    ).tasks;
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return { nodes, totalCount: page.totalCount };
    after = page.pageInfo.endCursor;
  }
}

/** Counts of the statistics, by lead, axis, assigner and status. */
async function groupsOf(filter: TaskFilter, asOf: CalendarDay): Promise<Record<string, number>> {
  const { data, errors } = await subgraph.execute(
    `query ($filter: TaskFilter, $asOf: Date) {
      taskStats(filter: $filter, asOf: $asOf, first: 10000, groupBy: [LEAD_ORGANIZATION, AXIS, ASSIGNED_BY, STATUS]) {
        truncated totals { assigned } rows { leadOrganization { code } axis assignedBy status measures { assigned } } } }`,
    { filter, asOf },
    { now: later },
  );
  expect(errors).toEqual([]);
  type Row = {
    leadOrganization: { code: string };
    axis: string;
    assignedBy: string;
    status: string;
    measures: { assigned: number };
  };
  const { rows, totals, truncated } = (
    data as { taskStats: { rows: Row[]; totals: { assigned: number }; truncated: boolean } }
  ).taskStats;
  const counts = rows.map(({ leadOrganization, axis, assignedBy, status, measures }): [string, number] => [
    JSON.stringify([leadOrganization.code, axis, assignedBy, status]),
    measures.assigned,
  ]);
  expect([truncated, totals.assigned]).toEqual([false, counts.reduce((sum, [, count]) => sum + count, 0)]);
  return Object.fromEntries(counts);
}

function countByGroup(known: KnownTask[]): Record<string, number> {
  const groups = Map.groupBy(known, ({ lead, axis, assignedBy, status }) =>
    JSON.stringify([lead, axis, assignedBy, status]),
  );
  return Object.fromEntries([...groups].map(([group, members]) => [group, members.length]));
}
