import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
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
  "year fieldSize rank rankChange score componentsRankedFirst componentCount leadShare { numerator denominator value } origin source { id }";

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
      { code: "PII-2", english: "Human capital and research" },
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

it("computes the edition of 2025 from its results and from what was published: 18 of 52 first, rank 1 of 34", async () => {
  expect(await ask(`{ compositeIndices { code editions { ${edition} } } }`)).toEqual({
    compositeIndices: [
      {
        code: "DTI",
        editions: [
          {
            year: 2025,
            fieldSize: 34,
            rank: 1,
            rankChange: null,
            score: null,
            componentsRankedFirst: null,
            componentCount: 0,
            leadShare: { numerator: 0, denominator: 0, value: null },
            origin: "PUBLISHED",
            source: { id: "hanoi-times-2025-12" },
          },
        ],
      },
      {
        code: "PII",
        editions: [
          {
            year: 2025,
            fieldSize: 34,
            rank: 1,
            rankChange: null,
            score: null,
            componentsRankedFirst: 18,
            componentCount: 52,
            leadShare: { numerator: 18, denominator: 52, value: 18 / 52 },
            origin: "PUBLISHED",
            source: { id: "hanoi-times-2025-12" },
          },
          {
            year: 2024,
            fieldSize: 63,
            rank: null,
            rankChange: null,
            score: null,
            componentsRankedFirst: 12,
            componentCount: 52,
            leadShare: { numerator: 12, denominator: 52, value: 12 / 52 },
            origin: "SYNTHETIC",
            source: null,
          },
        ],
      },
    ],
  });
});

it("changes with its rows: no figure is kept beside them", async () => {
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
  for (const [period, value] of Object.entries({ 2024: "5", 2026: "3", 2028: "1" })) {
    await addObservation(subgraph.database, { indicatorCode: "pii.rank", value, period, publishedAt });
  }
  expect(
    await ask('{ compositeIndex(code: "PII") { editions { year fieldSize rank rankChange } } }'),
  ).toEqual({
    compositeIndex: {
      editions: [
        { year: 2028, fieldSize: 34, rank: 1, rankChange: null },
        { year: 2026, fieldSize: 34, rank: 3, rankChange: 2 },
        { year: 2025, fieldSize: 34, rank: 1, rankChange: null },
        { year: 2024, fieldSize: 63, rank: 5, rankChange: null },
      ],
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
    { year: 2024, fieldSize: 63 },
  ]);
});

it("answers an unknown index with NOT_FOUND, and an unknown year with null", async () => {
  const { errors } = await subgraph.execute('{ compositeIndex(code: "GII") { code } }');
  expect(errors).toMatchObject([{ code: "NOT_FOUND" }]);
  expect(await ask('{ compositeIndex(code: "PII") { edition(year: 1999) { year } } }')).toEqual({
    compositeIndex: { edition: null },
  });
});
