import { openTestSubgraph, type TestSubgraph } from "../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "./subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

const rate = "{ numerator denominator }";

it.each(["2025-07-01", "2025-09-30", "2025-11-13"])(
  "of datasets and systems as of %s are those that the histories tell",
  async (day) => {
    const { data, errors } = await subgraph.execute(`{
      datasetStats(asOf: "${day}") { totals { datasets openData live ${rate} meetingAllSix ${rate} } }
      catalogueStats(asOf: "${day}") { datasets openData live ${rate} meetingAllSix ${rate} }
      systemStats(asOf: "${day}", groupBy: [OWNER_KIND]) { totals { systems migratedShare ${rate} sharingData ${rate} } }
      infrastructureStats(asOf: "${day}") { systems systemsMigrated ${rate} systemsSharingData ${rate} } }`);
    expect(errors).toEqual([]);
    const answers = data as Record<string, Record<string, unknown>>;
    expect(answers.datasetStats?.totals).toEqual(answers.catalogueStats);
    const { systems, systemsMigrated, systemsSharingData } = answers.infrastructureStats ?? {};
    expect(answers.systemStats?.totals).toEqual({
      ...{ systems, migratedShare: systemsMigrated, sharingData: systemsSharingData },
    });
  },
);

it("are refused of a day before anything was known", async () => {
  const { errors } = await subgraph.execute('{ datasetStats(asOf: "2020-01-01") { totals { datasets } } }');
  expect(errors).toMatchObject([
    { code: "BAD_USER_INPUT", message: expect.stringMatching(/^asOf: expected /) },
  ]);
});
