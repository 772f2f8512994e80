import { expectPages } from "../../../../test/support/subgraph/expect-pages";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../../subgraph";

/* One task with 25 reports, one a day, 08:00 in Hanoi: the progress of the 11th falls back to 0. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
  await subgraph.dataSource.query(`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, progress)
    SELECT t.id, 'PROGRESS_REPORTED', timestamptz '2025-10-01 08:00+07' + n * interval '1 day', 'test', (n % 10) / 10.0
    FROM task t, generate_series(1, 25) AS n WHERE t.code = 'TW-2025-002'`);
  await subgraph.dataSource.query(`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, due_on, previous_due_on, note)
    SELECT id, 'EXTENDED', '2025-10-05 08:00+07', 'test', due_on + 30, due_on, 'x' FROM task WHERE code = 'TW-2025-002'`);
});
afterAll(() => subgraph.close());

const ours = 'filter: { reportedAt: { gte: "2025-10-02T00:00:00+07:00" } }';

it("are read in pages, in any order, forwards and backwards", async () => {
  const total = await expectPages(subgraph, {
    ...{ field: "progressReports", type: "ProgressReport", key: "reportedAt" },
    orders: { REPORTED_AT: "reportedAt", PROGRESS: "progress" },
    within: (text) => `{ task(code: "TW-2025-002") { ${text} } }`,
  });
  const { data } = await subgraph.execute(
    `{ task(code: "TW-2025-002") { progressReports(${ours}) { totalCount } } }`,
  );
  expect(data).toEqual({ task: { progressReports: { totalCount: 25 } } });
  expect(total).toBeGreaterThanOrEqual(25);
});

it.each([
  ['reportedAt: { eq: "2025-10-02T01:00:00Z" }', 1],
  ['reportedAt: { gt: "2025-10-02T01:00:00Z", lte: "2025-10-05T01:00:00Z" }', 3],
  ['reportedAt: { gte: "2026-01-01T00:00:00Z" }', 0],
])("are found by { %s }", async (filter, totalCount) => {
  const { data, errors } = await subgraph.execute(
    `{ task(code: "TW-2025-002") { progressReports(filter: { ${filter} }) { totalCount } } }`,
  );
  expect([errors, data]).toEqual([[], { task: { progressReports: { totalCount } } }]);
});

it("are those that were known on the day of the list that the task is in", async () => {
  const { data } = await subgraph.execute(`{
    tasks(asOf: "2025-10-10", filter: { search: "TW-2025-002" }) { nodes { progressReports(${ours}) { totalCount } } } }`);
  expect(data).toEqual({ tasks: { nodes: [{ progressReports: { totalCount: 9 } }] } });
});

it("of many tasks take as many statements as of one", async () => {
  const ask = (first: number) =>
    subgraph.execute(
      `{ tasks(first: ${first}, filter: { search: "TW-2025" }) { nodes { progressReports(first: 2) { totalCount nodes { progress } } } } }`,
    );
  const [one, many] = [await ask(2), await ask(100)];
  expect([one.errors, many.errors, many.statements]).toEqual([[], [], one.statements]);
});

it.each([
  [
    'filter: { reportedAt: { gte: "2025-10-02T00:00:00Z", gt: "2025-10-02T00:00:00Z" } }',
    /^filter\.reportedAt: /,
  ],
  ["last: 0", /^last: expected 1 to 200; got 0\.$/],
  ["orderBy: [{ field: PROGRESS }, { field: PROGRESS }]", /^orderBy: expected each field at most once/],
])("are refused by %s", async (argument, message) => {
  const { data, errors } = await subgraph.execute(
    `{ task(code: "TW-2025-002") { code progressReports(${argument}) { totalCount } } }`,
  );
  expect(data).toEqual({ task: { code: "TW-2025-002", progressReports: null } });
  expect(errors).toEqual([
    {
      ...{ code: "BAD_USER_INPUT", message: expect.stringMatching(message) },
      path: ["task", "progressReports"],
    },
  ]);
});
