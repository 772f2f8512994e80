import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const ask = () => subgraph.execute("{ proceduresDataSources { name changedAt } }");

it("dates dossiers by the latest receipt or resolution, in one statement", async () => {
  const [last] = await subgraph.dataSource.query<{ at: Date }[]>(
    "SELECT greatest(max(received_at), max(resolved_at)) AS at FROM dossier",
  );
  const { data, errors, statements } = await ask();
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  expect(data?.proceduresDataSources).toEqual([
    { name: "procedures.Dossier", changedAt: last?.at.toISOString() },
    { name: "procedures.Procedure", changedAt: null },
  ]);
});

it("says nothing without rows", async () => {
  await subgraph.dataSource.query("TRUNCATE dossier CASCADE");
  expect((await ask()).data?.proceduresDataSources).toContainEqual({
    name: "procedures.Dossier",
    changedAt: null,
  });
});
