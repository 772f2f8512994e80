import { openTestSubgraph, sourceOf, type TestSubgraph } from "../../test/support/subgraph/subgraph-harness";
import { libraries } from "../../test/template/subgraph";
import { migrate } from "./migrate";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(libraries);
});
afterAll(() => subgraph.close());

it("refuses a database of another build in one line, and changes nothing of it", async () => {
  expect(await migrate(subgraph.dataSource)).toEqual([]);
  await subgraph.dataSource.query("INSERT INTO migrations (timestamp, name) VALUES (1, 'CreateShelves1')");
  const dataSource = await sourceOf(libraries, subgraph.url).initialize();
  await expect(migrate(dataSource)).rejects.toThrow(
    /^Expected a database that this build has made; got one with the migration CreateShelves1, of another build\. [^\n]+$/,
  );
  expect(await dataSource.query("SELECT count(*)::int AS loans FROM loan")).toEqual([
    { loans: expect.any(Number) },
  ]);
  await dataSource.destroy();
});
