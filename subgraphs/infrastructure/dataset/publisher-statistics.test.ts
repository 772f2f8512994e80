import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

/* Measures of the datasets of each organization, through references as the gateway sends them. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

type Criterion = "accurate" | "sufficient" | "clean" | "live" | "consistent" | "shared";
const criteria: Criterion[] = ["accurate", "sufficient", "clean", "live", "consistent", "shared"];
const rates = ["opened", "meetingAllSix", ...criteria];
const measures = `datasets openData ${rates.map((name) => `${name} { numerator denominator value }`).join(" ")}`;

interface Rate {
  numerator: number;
  denominator: number;
  value: number | null;
}
type Measures = Record<Criterion | "opened" | "meetingAllSix", Rate> & { datasets: number; openData: number };

async function measuresOf(codes: string[], args = "") {
  const { data, errors, statements } = await subgraph.execute(
    `query ($references: [_Any!]!) { _entities(representations: $references) { ... on Organization {
      code datasetStats${args} { ${measures} } } } }`,
    { references: codes.map((code) => ({ __typename: "Organization", code })) },
  );
  expect(errors).toEqual([]);
  return { statements, entities: data?._entities as { code: string; datasetStats: Measures }[] };
}

async function totals(filter: object | null): Promise<Measures> {
  const query = `query ($filter: DatasetFilter) { datasetStats(filter: $filter) { totals { ${measures} } } }`;
  const { data, errors } = await subgraph.execute(query, { filter });
  expect(errors).toEqual([]);
  return (data as { datasetStats: { totals: Measures } }).datasetStats.totals;
}

async function organizations(): Promise<string[]> {
  const rows = await subgraph.dataSource.query<{ code: string }[]>(
    "SELECT code FROM organization ORDER BY code",
  );
  return rows.map(({ code }) => code);
}

describe("datasetStats", () => {
  it("counts 180 datasets and 11 of the graph itself, of which more than the published 125 are on the open data portal", async () => {
    const { datasets, openData, opened } = await totals(null);
    expect({ datasets, openData, opened }).toEqual({
      datasets: 191,
      openData: 131,
      opened: { numerator: 131, denominator: 191, value: 131 / 191 },
    });
  });

  it("of all organizations add up to the totals, in one statement", async () => {
    const { entities, statements } = await measuresOf(await organizations());
    const all = await totals(null);
    const sum = (of: (stats: Measures) => number) =>
      entities.reduce((total, { datasetStats }) => total + of(datasetStats), 0);
    expect([statements, sum((stats) => stats.datasets), sum((stats) => stats.openData)]).toEqual([
      1,
      all.datasets,
      all.openData,
    ]);
    for (const name of [...criteria, "meetingAllSix"] as const)
      expect([name, sum((stats) => stats[name].numerator)]).toEqual([name, all[name].numerator]);
  });

  it("of an organization equals the same question by filter", async () => {
    const { entities } = await measuresOf(["SKHCN", "SYT"]);
    expect(entities.map(({ datasetStats }) => datasetStats)).toEqual([
      await totals({ publisher: { eq: "SKHCN" } }),
      await totals({ publisher: { eq: "SYT" } }),
    ]);
    const { entities: live } = await measuresOf(["SKHCN"], "(filter: { live: true })");
    expect(live[0]?.datasetStats).toEqual(await totals({ publisher: { eq: "SKHCN" }, live: true }));
  });

  it("of an organization without datasets is nothing of nothing", async () => {
    const nothing = { numerator: 0, denominator: 0, value: null };
    expect((await measuresOf(["HN"])).entities).toEqual([
      {
        code: "HN",
        datasetStats: {
          datasets: 0,
          openData: 0,
          ...Object.fromEntries(rates.map((name) => [name, nothing])),
        },
      },
    ]);
  });

  it("tells who has opened nothing: by groups of those who publish, and of the others by their own figures", async () => {
    const { entities } = await measuresOf(await organizations());
    const closed = entities.filter(({ datasetStats }) => datasetStats.openData === 0);
    const { data, errors, statements } = await subgraph.execute(`{
      datasetStats(groupBy: [PUBLISHER], having: [{ measure: OPEN_DATA, is: { eq: 0 } }]) {
        rows { publisher { code } measures { ${measures} } } } }`);
    expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
    const publishing = closed.filter(({ datasetStats }) => datasetStats.datasets > 0);
    expect((data as { datasetStats: { rows: object[] } }).datasetStats.rows).toEqual(
      publishing.map(({ code, datasetStats }) => ({ publisher: { code }, measures: datasetStats })),
    );
    expect(publishing.length).toBeLessThan(closed.length);
    const departments = publishing.filter(
      ({ code, datasetStats }) => /^(S|V|TT|B)/.test(code) && datasetStats.datasets === 8,
    );
    expect(departments).toHaveLength(4);
  });

  it("counts a criterion as the filter on it does", async () => {
    const all = await totals(null);
    for (const name of criteria) {
      const failing = await totals({ failing: { eq: name.toUpperCase() } });
      expect([name, failing.datasets]).toEqual([name, all[name].denominator - all[name].numerator]);
    }
    const any = await totals({ failing: { in: criteria.map((name) => name.toUpperCase()) } });
    expect(all.meetingAllSix.numerator).toBe(191 - any.datasets);
  });
});
