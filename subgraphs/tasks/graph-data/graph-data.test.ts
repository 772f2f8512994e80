import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

const ask = (now = testNow) => subgraph.execute("{ tasksDataSources { name changedAt } }", {}, { now });

it("dates tasks by their history, bottlenecks by their days and objectives by their seed, in one statement", async () => {
  await subgraph.dataSource.query(
    "UPDATE bottleneck SET opened_on = '2025-11-14' WHERE code = (SELECT min(code) FROM bottleneck)",
  );
  const [last] = await subgraph.dataSource.query<{ at: Date }[]>(
    "SELECT max(changed_at) AS at FROM task_change",
  );
  const { data, errors, statements } = await ask();
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  expect(data?.tasksDataSources).toEqual([
    { name: "tasks.Bottleneck", changedAt: "2025-11-13T17:00:00.000Z" },
    { name: "tasks.Objective", changedAt: new Date(testNow).toISOString() },
    { name: "tasks.Task", changedAt: last?.at.toISOString() },
  ]);
});

it("follows a change", async () => {
  const input = { code: "SK-2025-901", title: "Thử", assignedBy: "CITY", leadOrganization: "SKHCN" };
  const { errors } = await subgraph.execute(
    "mutation ($input: AssignTaskInput!) { assignTask(input: $input) { userErrors { message } } }",
    { input: { ...input, assignedOn: "2025-11-14", dueOn: "2025-11-30" } },
    { now: "2025-11-14T12:34:56+07:00" },
  );
  expect(errors).toEqual([]);
  expect((await ask("2025-11-14T13:00:00+07:00")).data?.tasksDataSources).toContainEqual({
    name: "tasks.Task",
    changedAt: "2025-11-14T05:34:56.000Z",
  });
});

it.each(["objective", "key_result"])("reports a change of one %s from its instant on", async (table) => {
  const changedAt = { objective: "2025-11-14T05:40:00.000Z", key_result: "2025-11-14T05:50:00.000Z" }[table];
  const { data: before } = await ask("2025-11-14T12:30:00+07:00");
  await subgraph.dataSource.query(
    `UPDATE ${table} SET changed_at = $1 WHERE code = (SELECT min(code) FROM ${table})`,
    [changedAt],
  );
  expect((await ask("2025-11-14T12:30:00+07:00")).data).toEqual(before);
  expect((await ask("2025-11-14T13:00:00+07:00")).data?.tasksDataSources).toContainEqual({
    name: "tasks.Objective",
    changedAt,
  });
});

it("reads the end of an index, not the history", async () => {
  const plan = await subgraph.dataSource.query<{ "QUERY PLAN": string }[]>(
    "EXPLAIN SELECT max(changed_at) FROM task_change WHERE changed_at <= now()",
  );
  expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toMatch(
    /Index Only Scan Backward using task_change_changed_at_idx/,
  );
});
