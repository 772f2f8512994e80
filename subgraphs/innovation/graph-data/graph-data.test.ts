import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

it("dates its data by what the rows say up to now, in one statement", async () => {
  const [rows] = await subgraph.dataSource.query<Record<"coverage" | "enterprise" | "observation", Date>[]>(`
    SELECT (SELECT max(month) FROM coverage_5g WHERE month <= '2025-11-14')::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS coverage,
      (SELECT max(greatest(founded_on, certified_on)) FROM enterprise
        WHERE greatest(founded_on, certified_on) <= '2025-11-14')::timestamp
        AT TIME ZONE 'Asia/Ho_Chi_Minh' AS enterprise,
      (SELECT max(greatest(superseded_at, recorded_at)) FROM observation
        WHERE greatest(superseded_at, recorded_at) <= '${testNow}') AS observation`);
  const { data, errors, statements } = await subgraph.execute("{ innovationDataSources { name changedAt } }");
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  expect(data?.innovationDataSources).toEqual([
    { name: "innovation.Coverage5G", changedAt: rows?.coverage.toISOString() },
    { name: "innovation.Enterprise", changedAt: rows?.enterprise.toISOString() },
    { name: "innovation.Observation", changedAt: rows?.observation.toISOString() },
  ]);
});
