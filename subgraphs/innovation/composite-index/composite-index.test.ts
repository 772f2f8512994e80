import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { addObservation } from "../observation/observation.fixture";
import { innovation } from "../subgraph";
import { ComponentResult } from "./component-result";
import { IndexEdition } from "./index-edition";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterEach(() => subgraph.close());

async function ask<Data>(query: string): Promise<Data> {
  const { data, errors } = await subgraph.execute(query);
  expect(errors).toEqual([]);
  return data as Data;
}

const edition =
  "year fieldSize rank rankChange score componentsRankedFirst componentCount leadShare { numerator denominator value } origin source { code } scoreSource { code }";

it("has the PII with seven pillars, five of input and two of output, and 52 components without invented names", async () => {
  const { compositeIndex } = await ask<{
    compositeIndex: {
      pillars: { input: boolean; components: { code: string; name: null; origin: string }[] }[];
    };
  }>(`{ compositeIndex(code: "PII") { name english: name(lang: EN)
    pillars { code name english: name(lang: EN) input components { code name origin pillar { code } } } } }`);
  expect(compositeIndex).toMatchObject({
    name: "Chỉ số đổi mới sáng tạo cấp địa phương",
    english: "Provincial Innovation Index",
    pillars: [
      { code: "PII-1", english: "Institutions" },
      { code: "PII-2", english: "Human capital and research and development" },
      { code: "PII-3", english: "Infrastructure" },
      { code: "PII-4", english: "Market development" },
      { code: "PII-5", english: "Business development" },
      { code: "PII-6", english: "Knowledge, creative and technology products" },
      { code: "PII-7", english: "Impact" },
    ],
  });
  expect(compositeIndex.pillars.map(({ input }) => input)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  const components = compositeIndex.pillars.flatMap((pillar) => pillar.components);
  expect(new Set(components.map(({ code }) => code)).size).toBe(52);
  expect(components.filter(({ name, origin }) => name !== null || origin !== "SYNTHETIC")).toEqual([]);
});

it("has the published editions, ranks and scores each with its source; computes 18 of 52 first in 2025", async () => {
  const { compositeIndices } = await ask<{ compositeIndices: { nodes: object[] } }>(
    `{ compositeIndices { nodes { code groupCount componentCount structureSource { code } pillars { code input } editions { nodes { ${edition} } } } } }`,
  );
  const none = { componentsRankedFirst: null, componentCount: 0, origin: "PUBLISHED" };
  const noShare = { numerator: 0, denominator: 0, value: null };
  const of = (
    year: number,
    fieldSize: number,
    rank: number,
    rankChange: number | null,
    score: number | null,
    [source, scoreSource]: (string | null)[],
  ) => ({
    year,
    fieldSize,
    rank,
    rankChange,
    score,
    ...none,
    leadShare: noShare,
    source: { code: source },
    scoreSource: scoreSource ? { code: scoreSource } : null,
  });
  expect(compositeIndices.nodes).toMatchObject([
    {
      code: "DTI",
      groupCount: 8,
      componentCount: 47,
      structureSource: { code: "nhandan-2025-10-21" },
      pillars: [
        { code: "DTI-1", input: null },
        { code: "DTI-2", input: null },
        { code: "DTI-3", input: null },
      ],
      editions: {
        nodes: [
          of(2024, 34, 1, null, 0.8241, ["dantri-2025-10-21", "dantri-2025-10-21"]),
          of(2023, 63, 6, -18, null, ["nguoihanoi-2025-02-07", null]),
          of(2022, 63, 24, null, null, ["nguoihanoi-2025-02-07", null]),
        ],
      },
    },
    {
      code: "PII",
      groupCount: 18,
      componentCount: 52,
      structureSource: { code: "vneconomy-2025-10-01" },
      editions: {
        nodes: [
          {
            ...of(2025, 34, 1, null, 65.68, ["hanoi-times-2025-12", "vnexpress-2025-10-01"]),
            componentsRankedFirst: 18,
            componentCount: 52,
            leadShare: { numerator: 18, denominator: 52, value: 18 / 52 },
          },
          of(2024, 63, 1, 0, 60.76, ["vietnamnews-2024-12-31", "vovworld-2024-12"]),
          of(2023, 63, 1, null, 62.86, ["tudonghoangaynay-2024-03-13", "tudonghoangaynay-2024-03-13"]),
        ],
      },
    },
  ]);
});

it("says what of an index is assumed", async () => {
  const { compositeIndices } = await ask<{
    compositeIndices: {
      nodes: { pillars: { inferences: object[] }[]; editions: { nodes: { inferences: object[] }[] } }[];
    };
  }>(
    "{ compositeIndices { nodes { pillars { inferences { field } } editions { nodes { inferences { field } } } } } }",
  );
  const { nodes } = compositeIndices;
  expect(nodes[1]?.pillars).toEqual(Array(7).fill({ inferences: [{ field: "components" }] }));
  expect(nodes.map(({ editions }) => editions.nodes.map(({ inferences }) => inferences.length))).toEqual([
    [0, 0, 2],
    [1, 0, 0],
  ]);
});

it("changes with its rows: no figure is stored with them", async () => {
  await subgraph.database
    .repository(ComponentResult)
    .update({ componentCode: "PII-C01", year: 2025 }, { rank: 1 });
  await subgraph.database
    .repository(ComponentResult)
    .update({ componentCode: "PII-C02", year: 2025 }, { rank: null });
  const results = await subgraph.database.repository(ComponentResult).findBy({ year: 2025 });
  const first = results.filter(({ rank }) => rank === 1).length;
  await addObservation(subgraph.database, {
    indicatorCode: "pii.rank",
    value: "2",
    period: "2025",
    publishedAt: new Date("2026-03-01T00:00:00+07:00"),
  });
  expect(
    await ask('{ compositeIndex(code: "PII") { edition(year: 2025) { rank componentsRankedFirst } } }'),
  ).toEqual({
    compositeIndex: { edition: { rank: 2, componentsRankedFirst: first } },
  });
});

it("compares ranks only between neighbouring years with fields of one size", async () => {
  const editions = [2026, 2028].map((year) => ({
    indexCode: "PII",
    year,
    fieldSize: 34,
    score: null,
    origin: DataOrigin.REPORTED,
  }));
  await subgraph.database.repository(IndexEdition).insert(editions);
  const publishedAt = new Date("2025-11-01T00:00:00+07:00");
  for (const [period, value] of Object.entries({ 2026: "3", 2028: "1" })) {
    await addObservation(subgraph.database, { indicatorCode: "pii.rank", value, period, publishedAt });
  }
  expect(
    await ask('{ compositeIndex(code: "PII") { editions { nodes { year fieldSize rank rankChange } } } }'),
  ).toEqual({
    compositeIndex: {
      editions: {
        nodes: [
          { year: 2028, fieldSize: 34, rank: 1, rankChange: null },
          { year: 2026, fieldSize: 34, rank: 3, rankChange: 2 },
          { year: 2025, fieldSize: 34, rank: 1, rankChange: null },
          { year: 2024, fieldSize: 63, rank: 1, rankChange: 0 },
          { year: 2023, fieldSize: 63, rank: 1, rankChange: null },
        ],
      },
    },
  });
});

it("gives every result with the size of its field, by edition and by component, each level in one statement", async () => {
  const { data, errors, statements } = await subgraph.execute(`{ compositeIndex(code: "PII") {
    edition(year: 2025) { results { year score rank fieldSize origin component { code } } }
    pillars { components { code results { year rank fieldSize } } } } }`);
  expect(errors).toEqual([]);
  // The index; its editions and pillars; results and components of each; components of results; results of components.
  expect(statements).toBe(7);
  const { compositeIndex } = data as {
    compositeIndex: {
      edition: { results: { year: number; rank: number; fieldSize: number; component: { code: string } }[] };
      pillars: { components: { code: string; results: object[] }[] }[];
    };
  };
  const { results } = compositeIndex.edition;
  expect(results).toHaveLength(52);
  expect(results.filter(({ fieldSize, rank }) => fieldSize !== 34 || rank > 34)).toEqual([]);
  const [component] = compositeIndex.pillars.flatMap(({ components }) => components);
  expect(component?.results).toMatchObject([
    {
      year: 2025,
      fieldSize: 34,
      rank: results.find((each) => each.component.code === component?.code)?.rank,
    },
  ]);
});

it("answers an unknown index with NOT_FOUND, and an unknown year with null", async () => {
  const { errors } = await subgraph.execute('{ compositeIndex(code: "GII") { code } }');
  expect(errors).toMatchObject([{ code: "NOT_FOUND" }]);
  expect(await ask('{ compositeIndex(code: "PII") { edition(year: 1999) { year } } }')).toEqual({
    compositeIndex: { edition: null },
  });
});

it("says that the results that are counted are generated, where there are any", async () => {
  expect(
    await ask(`{ compositeIndex(code: "PII") { editions { nodes {
      year origin resultsOrigin syntheticShare { numerator denominator value } } } } }`),
  ).toEqual({
    compositeIndex: {
      editions: {
        nodes: [
          [2025, "SYNTHETIC", { numerator: 52, denominator: 52, value: 1 }],
          [2024, null, { numerator: 0, denominator: 0, value: null }],
          [2023, null, { numerator: 0, denominator: 0, value: null }],
        ].map(([year, resultsOrigin, syntheticShare]) => ({
          year,
          origin: "PUBLISHED",
          resultsOrigin,
          syntheticShare,
        })),
      },
    },
  });
});
