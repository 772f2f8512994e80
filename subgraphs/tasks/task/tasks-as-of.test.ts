import fc from "fast-check";
import sql from "sql-template-tag";
import { addDays, type CalendarDay } from "../../../shared/clock/calendar-day";
import { openTestSubgraph, type TestSubgraph, testNow } from "../../../test/support/subgraph-harness";
import { fits, type KnownTask, readTaskModel } from "../../../test/support/task-model";
import { OrganizationAxis } from "../organization/organization";
import { tasks } from "../subgraph";
import { AssigningAuthority } from "./task";
import { type TaskFilter, TaskOrderField } from "./task.inputs";
import { deriveTaskStates, TaskStatus } from "./task-state";

/* What a list of a day shows, and what the statistics of the same day count, against a replay of all changes. */

let subgraph: TestSubgraph;
let knownAt: (asOf: CalendarDay) => KnownTask[];
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
  await liveOn(subgraph);
  knownAt = await readTaskModel(subgraph.database);
});
afterAll(() => subgraph.close());

const later = "2026-11-28T09:00:00+07:00";
const day = fc.integer({ min: 0, max: 480 }).map((days) => addDays("2024-12-25", days));

const keys = fc.uniqueArray(fc.constantFrom("SKHCN", "STC", "SXD", "UBND", "TU", "U00004", "NONE"), {
  minLength: 1,
});
const idFilter = fc.record({ in: keys, notIn: keys, isNull: fc.boolean() }, { requiredKeys: [] });
const range = fc.oneof(
  fc.record({ isNull: fc.boolean() }),
  fc.tuple(day, fc.integer({ min: 1, max: 300 })).map(([gte, days]) => ({ gte, lt: addDays(gte, days) })),
);
const leaf = {
  assignedBy: fc.constantFrom(...Object.values(AssigningAuthority)),
  status: fc.subarray(Object.values(TaskStatus), { minLength: 1 }),
  axis: fc.subarray(Object.values(OrganizationAxis), { minLength: 1 }),
  leadOrganization: idFilter,
  coordinatingOrganization: idFilter,
  assignedOn: range,
  dueOn: range,
  completedOn: range,
  unclear: fc.boolean(),
  search: fc.constantFrom("so hoa", "DỮ LIỆU", "tw-2025-0", "đào tạo", "%", "TEST late"),
};
/** Few fields at once, or nothing would ever fit. */
const few = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .subarray(Object.keys(fields), { maxLength: 2 })
    .chain((names) =>
      fc.record<TaskFilter>(
        Object.fromEntries(names.map((name) => [name, fields[name] ?? fc.constant(null)])),
      ),
    );
const { filter } = fc.letrec<{ filter: TaskFilter }>((tie) => {
  const parts = fc.array(tie("filter"), { maxLength: 2 });
  return {
    filter: fc.oneof(
      { depthSize: "small" },
      few(leaf),
      few({ ...leaf, and: parts, or: parts, not: tie("filter") }),
    ),
  };
});
const order = fc.record({
  field: fc.constantFrom(...Object.values(TaskOrderField)),
  direction: fc.constantFrom("ASC", "DESC"),
});
const orders = fc.uniqueArray(order, { selector: ({ field }) => field, maxLength: 2 });

it("lists what the statistics of the day count, each task as it was known then, for any filter and order", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(filter, day, orders, async (asked, asOf, orderBy) => {
      const expected = knownAt(asOf).filter((task) => fits(asked, task));
      const { nodes, totalCount } = await listOf({ filter: asked, asOf, orderBy });
      expect(nodes).toEqual(inOrder(expected, orderBy).map(shown));
      expect(totalCount).toBe(expected.length);
      expect(await groupsOf(asked, asOf)).toEqual(countByGroup(expected));
      found += expected.length;
    }),
    { numRuns: 80 },
  );
  expect(found).toBeGreaterThan(1000);
});

it("finds in the list of each group of the statistics as many tasks as it counts, also within organizations", async () => {
  const asOf = "2025-10-05";
  const groups = Object.entries(await groupsOf({}, asOf));
  expect(groups.length).toBeGreaterThan(100);
  for (const [group, count] of groups.slice(0, 60)) {
    const [lead, axis, assignedBy, status] = JSON.parse(group);
    const { data, errors } = await subgraph.execute(
      `query ($lead: ID!, $filter: TaskFilter, $asOf: Date) { organization(code: $lead) {
        tasks(asOf: $asOf, filter: $filter) { totalCount nodes { status } }
        taskStats(asOf: $asOf, filter: $filter) { assigned } } }`,
      { lead, asOf, filter: { axis: [axis], assignedBy, status: [status] } },
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

it("is as of today by default, by a clock that stands in the past, too", async () => {
  for (const asOf of ["2025-03-01", "2025-11-14", "2026-02-01"]) {
    const now = `${asOf}T23:59:59.999+07:00`;
    expect(await listOf({}, now)).toEqual(await listOf({ asOf }));
  }
});

it("shows a task alone as its list of today does, with what is stored of it when nothing lies ahead", async () => {
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
    SELECT t.id::text AS id, due_on AS "dueOn", completed_on AS "completedOn", progress FROM task t
    WHERE t.id = ANY(${nodes.map(({ id }) => id)}::bigint[]) AND code NOT LIKE 'TEST%' AND id % 3 > 0 ORDER BY t.code`);
  const untouched = nodes.filter(({ id, code }) => !code.startsWith("TEST") && Number(id) % 3 > 0);
  expect(
    untouched.map(({ id, dueOn, completedOn, progress }) => ({ id, dueOn, completedOn, progress })),
  ).toEqual(stored);
});

it("tells of extensions and reports only those up to the day of the list", async () => {
  const history = "extensions { decidedAt } progressReports { reportedAt }";
  const { data } = await subgraph.execute(
    `{ tasks(asOf: "2025-08-31", first: 200) { nodes { code ${history} } }
      now: tasks(first: 200) { nodes { code ${history} } } }`,
    {},
    { now: testNow },
  );
  type History = { extensions: { decidedAt: string }[]; progressReports: { reportedAt: string }[] };
  const { tasks: past, now } = data as Record<"tasks" | "now", { nodes: ({ code: string } & History)[] }>;
  const end = "2025-08-31T17:00:00.000Z";
  const until = ({ code, extensions, progressReports }: { code: string } & History) => ({
    code,
    extensions: extensions.filter(({ decidedAt }) => decidedAt < end),
    progressReports: progressReports.filter(({ reportedAt }) => reportedAt < end),
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
}

const fields = "code status daysOverdue dueOn completedOn progress";

function shown({ code, status, daysOverdue, dueOn, completedOn, progress }: KnownTask): Shown {
  return { code, status, daysOverdue, dueOn, completedOn, progress };
}

/** Tasks without a value come last in both directions; between equals the id decides, in the direction of the last step. */
function inOrder(known: KnownTask[], orderBy: { field: TaskOrderField; direction: string }[]): KnownTask[] {
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

/** What the statistics count, by lead, axis, assigner and status. */
async function groupsOf(asked: TaskFilter, asOf: CalendarDay): Promise<Record<string, number>> {
  const { data, errors } = await subgraph.execute(
    `query ($filter: TaskFilter, $asOf: Date) {
      taskStats(filter: $filter, asOf: $asOf, first: 10000, groupBy: [LEAD_ORGANIZATION, AXIS, ASSIGNED_BY, STATUS]) {
        truncated totals { assigned } rows { organization { code } axis assignedBy status measures { assigned } } } }`,
    { filter: asked, asOf },
    { now: later },
  );
  expect(errors).toEqual([]);
  type Row = {
    organization: { code: string };
    axis: string;
    assignedBy: string;
    status: string;
    measures: { assigned: number };
  };
  const { rows, totals, truncated } = (
    data as { taskStats: { rows: Row[]; totals: { assigned: number }; truncated: boolean } }
  ).taskStats;
  const counts = rows.map(({ organization, axis, assignedBy, status, measures }): [string, number] => [
    JSON.stringify([organization.code, axis, assignedBy, status]),
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

/**
 * Lets the demonstration's tasks live on: changes of every kind, several on one day, at its first and its last
 * millisecond, and tasks that were entered long after their assignment.
 */
async function liveOn({ database }: TestSubgraph): Promise<void> {
  await database.rows(sql`
    INSERT INTO task (code, title, assigned_by, lead_organization_code, assigned_on, original_due_on, due_on, origin)
    SELECT 'TEST-' || n, 'Một việc vào sổ muộn late', 'CITY', (ARRAY['SKHCN', 'STC', 'U00004'])[1 + n % 3],
      '2025-02-01', date '2025-04-01' + n, date '2025-04-01' + n, 'REPORTED' FROM generate_series(1, 24) AS n`);
  await database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, due_on)
    SELECT id, 'ASSIGNED', timestamptz '2025-06-01 00:00+07' - (id % 2) * interval '1 millisecond', 'test', due_on
    FROM task WHERE code LIKE 'TEST-%'`);
  await database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, due_on, previous_due_on, completed_on, progress)
    SELECT id, kind, timestamptz '2025-06-02 00:00+07' + (id % 160 + n / 2) * interval '1 day' - (n % 2) * interval '1 millisecond',
      'test', CASE kind WHEN 'EXTENDED' THEN due_on + 30 * n END, CASE kind WHEN 'EXTENDED' THEN due_on END,
      CASE kind WHEN 'COMPLETED' THEN date '2025-06-01' + (id % 160)::int END,
      CASE kind WHEN 'PROGRESS_REPORTED' THEN (n % 10) / 10.0 END
    FROM task CROSS JOIN LATERAL (
      SELECT (ARRAY['EXTENDED', 'COMPLETED', 'REOPENED', 'PROGRESS_REPORTED']::task_change_kind[])[1 + (id + n * 3) % 4] AS kind,
        n::int AS n
      FROM generate_series(1, id % 7) AS n) AS step
    WHERE code LIKE 'TEST-%' OR (id % 3 = 0 AND assigned_on < '2025-06-01') ORDER BY 3`);
  await deriveTaskStates(database, sql`SELECT id FROM task`);
}
