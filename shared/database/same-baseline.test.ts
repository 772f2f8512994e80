import { openTestSubgraph, type TestSubgraph } from "../../test/support/subgraph/subgraph-harness";
import { libraries } from "../../test/template/subgraph";
import { requireSameBaseline } from "./same-baseline";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(libraries);
});
afterAll(() => subgraph.close());

const baseline = "-- Loans.\nCREATE TABLE loan (id bigint);\n";

it("refuses a database of an earlier baseline in one line, and takes other comments and blanks for the same", async () => {
  const { dataSource } = subgraph;
  // Nobody knows what made it.
  await requireSameBaseline(dataSource, baseline, false);
  await requireSameBaseline(dataSource, baseline, true);
  await requireSameBaseline(dataSource, "CREATE TABLE loan\n  (id bigint);\n-- It's all.", false);
  await expect(
    requireSameBaseline(dataSource, "CREATE TABLE loan (id bigint, fine int);", false),
  ).rejects.toThrow(
    /^Expected a database that this baseline has made; got one of an earlier baseline\.sql\. [^\n]+$/,
  );
});
