import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

const counts = "assigned completed completedOnTime completedLate underway inProgress overdue";

it("computes the published figures of 14 November 2025", async () => {
  const answer = await subgraph.execute(`{
    taskStats(groupBy: [ASSIGNED_BY], asOf: "2025-11-14") {
      rows { assignedBy leadOrganization { code } measures { ${counts} completionRate { numerator denominator value } } }
      totals { ${counts} }
    }
  }`);
  expect(answer).toEqual({
    errors: [],
    statements: 1,
    data: {
      taskStats: {
        rows: [
          {
            assignedBy: "CENTRAL",
            leadOrganization: null,
            measures: {
              assigned: 187,
              completed: 98,
              completedOnTime: 83,
              completedLate: 15,
              underway: 89,
              inProgress: 77,
              overdue: 12,
              completionRate: { numerator: 98, denominator: 187, value: 98 / 187 },
            },
          },
          {
            assignedBy: "CITY",
            leadOrganization: null,
            measures: {
              assigned: 197,
              completed: 65,
              completedOnTime: 56,
              completedLate: 9,
              underway: 132,
              inProgress: 114,
              overdue: 18,
              completionRate: { numerator: 65, denominator: 197, value: 65 / 197 },
            },
          },
        ],
        totals: {
          assigned: 384,
          completed: 163,
          completedOnTime: 139,
          completedLate: 24,
          underway: 221,
          inProgress: 191,
          overdue: 30,
        },
      },
    },
  });
});

it.each([
  ["[]"],
  ["[LEAD_ORGANIZATION]"],
  ["[AXIS]"],
  ["[STATUS]"],
  ["[LEAD_ORGANIZATION, AXIS, ASSIGNED_BY, STATUS]"],
])("has the same totals grouped by %s, as its rows add up", async (groupBy) => {
  const { data } = await subgraph.execute(
    `{ taskStats(groupBy: ${groupBy}, first: 10000, asOf: "2025-09-30") { rows { measures { ${counts} } } totals { ${counts} } } }`,
  );
  const { data: ungrouped } = await subgraph.execute(
    `{ taskStats(asOf: "2025-09-30") { totals { ${counts} } } }`,
  );
  const stats = data?.taskStats as {
    rows: { measures: Record<string, number> }[];
    totals: Record<string, number>;
  };
  const sums = Object.keys(stats.totals).map((name) => [
    name,
    stats.rows.reduce((sum, row) => sum + (row.measures[name] ?? Number.NaN), 0),
  ]);
  expect({ taskStats: { totals: stats.totals } }).toEqual(ungrouped);
  expect(Object.fromEntries(sums)).toEqual(stats.totals);
});

it("orders groups by a rate, groups without one last, and cuts after `first`", async () => {
  const { data } = await subgraph.execute(`{
    taskStats(groupBy: [STATUS], orderBy: [{ field: OVERDUE_RATE }, { field: ASSIGNED }], asOf: "2025-11-14", first: 3) {
      rows { status measures { assigned overdueRate { value } } }
    }
  }`);
  expect(data).toEqual({
    taskStats: {
      rows: [
        { status: "OVERDUE", measures: { assigned: 30, overdueRate: { value: 1 } } },
        { status: "IN_PROGRESS", measures: { assigned: 191, overdueRate: { value: 0 } } },
        { status: "COMPLETED_ON_TIME", measures: { assigned: 139, overdueRate: { value: null } } },
      ],
    },
  });
});

it("loads the organizations that it groups by with all their fields, in one further statement", async () => {
  const organization =
    "code name kind axis parent { name } unit { code } objectives { nodes { code } } taskStats(asOf: $asOf) { overdue }";
  const { data, errors, statements } = await subgraph.execute(
    `query ($asOf: Date) { taskStats(groupBy: [LEAD_ORGANIZATION], asOf: $asOf) {
      rows { leadOrganization { ${organization} } measures { overdue } } } }`,
    { asOf: "2025-11-14" },
  );
  expect({ errors, statements }).toEqual({ errors: [], statements: 6 });
  const { rows } = (data?.taskStats ?? {}) as {
    rows: { leadOrganization: { code: string; taskStats: object }; measures: object }[];
  };
  expect(rows.map((row) => row.leadOrganization.taskStats)).toEqual(rows.map(({ measures }) => measures));
  for (const row of rows.slice(0, 20)) {
    const alone = await subgraph.execute(
      `query ($code: ID!, $asOf: Date) { organization(code: $code) { ${organization} } }`,
      { code: row.leadOrganization.code, asOf: "2025-11-14" },
    );
    expect(alone.data).toEqual({ organization: row.leadOrganization });
  }
});

it("reports whether groups are left out, and totals all of them", async () => {
  const ask = async (first?: number) => {
    const { data, errors } = await subgraph.execute(
      `query ($first: Int! = 1000) {
        taskStats(groupBy: [LEAD_ORGANIZATION, ASSIGNED_BY, STATUS], first: $first, asOf: "2025-11-14") {
          truncated totals { assigned } rows { status measures { assigned } } } }`,
      first === undefined ? {} : { first },
    );
    expect(errors).toEqual([]);
    return data?.taskStats as { truncated: boolean; totals: object; rows: object[] };
  };
  const { rows, ...whole } = await ask(10_000);
  expect(whole).toEqual({ truncated: false, totals: { assigned: 384 } });
  expect(rows.length).toBeGreaterThan(150);
  expect(await Promise.all([rows.length, rows.length - 1, 1].map(ask))).toEqual([
    { ...whole, rows },
    { ...whole, truncated: true, rows: rows.slice(0, -1) },
    { ...whole, truncated: true, rows: rows.slice(0, 1) },
  ]);
  expect(await ask()).toEqual({ ...whole, rows });
});

it.each([
  [
    'asOf: "2025-01-05"',
    "asOf: expected 2025-01-06, the first day of which tasks are told, or later; got 2025-01-05.",
  ],
  ["first: 0", "first: expected 1 to 10000; got 0."],
  ["first: 10001", "first: expected 1 to 10000; got 10001."],
  ["groupBy: [AXIS, AXIS]", "groupBy: expected each dimension at most once; got AXIS, AXIS."],
  [
    "filter: { leadOrganization: { in: [] } }",
    "filter.leadOrganization.in: expected 1 to 1000 values; got 0.",
  ],
  [
    'filter: { dueOn: { gte: "2025-11-14", lt: "2025-11-14" } }',
    "filter.dueOn: expected gte to be before lt; got 2025-11-14 and 2025-11-14.",
  ],
  [
    'filter: { or: [{ not: { search: " " } }] }',
    "filter.or.0.not.search: expected 1 to 200 characters that are not all blank; got 1.",
  ],
])("refuses %s", async (argument, message) => {
  const answer = await subgraph.execute(`{ taskStats(${argument}) { dataAsOf } }`);
  expect(answer.errors).toEqual([{ message, path: ["taskStats"], code: "BAD_USER_INPUT" }]);
});
