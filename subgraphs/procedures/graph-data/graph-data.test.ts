import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const ask = (now = testNow) => subgraph.execute("{ proceduresDataSources { name changedAt } }", {}, { now });

it("dates dossiers by the latest receipt or resolution and procedures by their seed, in one statement", async () => {
  const [last] = await subgraph.dataSource.query<{ at: Date }[]>(
    "SELECT greatest(max(received_at), max(resolved_at)) AS at FROM dossier",
  );
  const { data, errors, statements } = await ask();
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  expect(data?.proceduresDataSources).toEqual([
    { name: "procedures.Dossier", changedAt: last?.at.toISOString() },
    { name: "procedures.Procedure", changedAt: new Date(testNow).toISOString() },
  ]);
});

it("follows a change of a procedure, and not a request that changes nothing", async () => {
  const [row] = await subgraph.dataSource.query<{ code: string }[]>(
    "SELECT min(code) AS code FROM procedure",
  );
  const changes = [
    [{ toRestructure: true }, "2025-11-14T05:34:56.000Z"],
    [{}, "2025-11-14T05:45:00.000Z"],
  ] as const;
  for (const [change, now] of changes) {
    const { data, errors } = await subgraph.execute(
      "mutation ($input: UpdateProcedureInput!) { updateProcedure(input: $input) { userErrors { message } } }",
      { input: { code: row?.code, ...change } },
      { now },
    );
    expect({ data, errors }).toEqual({ data: { updateProcedure: { userErrors: [] } }, errors: [] });
  }
  expect((await ask("2025-11-14T13:00:00+07:00")).data?.proceduresDataSources).toContainEqual({
    name: "procedures.Procedure",
    changedAt: changes[0][1],
  });
});

it("returns null without rows", async () => {
  await subgraph.dataSource.query("TRUNCATE dossier, procedure CASCADE");
  expect((await ask()).data?.proceduresDataSources).toEqual([
    { name: "procedures.Dossier", changedAt: null },
    { name: "procedures.Procedure", changedAt: null },
  ]);
});
