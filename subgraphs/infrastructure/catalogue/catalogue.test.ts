import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";
import type { CatalogueMeasures } from "./catalogue-measures";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});

afterAll(() => subgraph.close());

const rate = "{ numerator denominator value }";
const measures = `datasets openData opened ${rate} live ${rate} meetingAllSix ${rate} byCriterion { criterion rate ${rate} }`;

/** Measures of each organization, through references as the gateway sends them. */
async function measuresOfAll(codes: string[]) {
  const { data, errors, statements } = await subgraph.execute(
    `query ($references: [_Any!]!) { _entities(representations: $references) { ... on Organization {
      code catalogueStats { ${measures} } } } }`,
    { references: codes.map((code) => ({ __typename: "Organization", code })) },
  );
  expect(errors).toEqual([]);
  return { statements, entities: data?._entities as { code: string; catalogueStats: CatalogueMeasures }[] };
}

async function totals(filter: object | null): Promise<CatalogueMeasures> {
  const query = `query ($filter: DatasetFilter) { catalogueStats(filter: $filter) { ${measures} } }`;
  const { data, errors } = await subgraph.execute(query, { filter });
  expect(errors).toEqual([]);
  return data?.catalogueStats as CatalogueMeasures;
}

async function publishers(): Promise<string[]> {
  const rows = await subgraph.dataSource.query<{ code: string }[]>(
    "SELECT code FROM organization ORDER BY code",
  );
  return rows.map(({ code }) => code);
}

describe("catalogueStats", () => {
  it("counts 180 datasets and 11 of the graph itself, of which more than the published 125 are on the open data portal", async () => {
    const { datasets, openData, opened } = await totals(null);
    expect({ datasets, openData, opened }).toEqual({
      datasets: 191,
      openData: 131,
      opened: { numerator: 131, denominator: 191, value: 131 / 191 },
    });
  });

  it("of all organizations add up to the totals, in one statement", async () => {
    const { entities, statements } = await measuresOfAll(await publishers());
    const all = await totals(null);
    const sum = (of: (stats: CatalogueMeasures) => number) =>
      entities.reduce((total, { catalogueStats }) => total + of(catalogueStats), 0);
    expect({
      statements,
      datasets: sum((stats) => stats.datasets),
      openData: sum((stats) => stats.openData),
      live: sum((stats) => stats.live.numerator),
      meetingAllSix: sum((stats) => stats.meetingAllSix.numerator),
      byCriterion: all.byCriterion.map((_, at) => sum((stats) => stats.byCriterion[at]?.rate.numerator ?? 0)),
    }).toEqual({
      statements: 1,
      datasets: all.datasets,
      openData: all.openData,
      live: all.live.numerator,
      meetingAllSix: all.meetingAllSix.numerator,
      byCriterion: all.byCriterion.map((criterion) => criterion.rate.numerator),
    });
  });

  it("of an organization equals the same question by filter", async () => {
    const { entities } = await measuresOfAll(["SKHCN", "SYT"]);
    expect(entities.map(({ catalogueStats }) => catalogueStats)).toEqual([
      await totals({ publisher: { in: ["SKHCN"] } }),
      await totals({ publisher: { in: ["SYT"] } }),
    ]);
  });

  it("of an organization without datasets is nothing of nothing", async () => {
    const nothing = { numerator: 0, denominator: 0, value: null };
    const { entities } = await measuresOfAll(["HN"]);
    expect(entities).toEqual([
      {
        code: "HN",
        catalogueStats: {
          datasets: 0,
          openData: 0,
          opened: nothing,
          live: nothing,
          meetingAllSix: nothing,
          byCriterion: ["ACCURATE", "SUFFICIENT", "CLEAN", "LIVE", "CONSISTENT", "SHARED"].map(
            (criterion) => ({
              criterion,
              rate: nothing,
            }),
          ),
        },
      },
    ]);
  });

  it("tells who has opened nothing, in one query and one statement", async () => {
    const { entities } = await measuresOfAll(await publishers());
    const closed = entities.filter(({ catalogueStats }) => catalogueStats.openData === 0);
    const { data, errors, statements } = await subgraph.execute(
      `{ catalogueByPublisher(opened: false) { publisher { code } stats { ${measures} } } }`,
    );
    expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
    expect(data?.catalogueByPublisher).toEqual(
      closed.map(({ code, catalogueStats }) => ({ publisher: { code }, stats: catalogueStats })),
    );
    const departments = closed.filter(({ code, catalogueStats }) => {
      return /^(S|V|TT|B)/.test(code) && catalogueStats.datasets === 8;
    });
    expect(departments).toHaveLength(4);
  });

  it("counts a criterion as the filter on it does", async () => {
    const { byCriterion } = await totals(null);
    for (const { criterion, rate } of byCriterion) {
      const failing = await totals({ failing: [criterion] });
      expect({ criterion, failing: failing.datasets }).toEqual({
        criterion,
        failing: rate.denominator - rate.numerator,
      });
    }
    const any = await totals({ failing: byCriterion.map(({ criterion }) => criterion) });
    expect((await totals(null)).meetingAllSix.numerator).toBe(191 - any.datasets);
  });
});
