import { expectPages } from "../../../test/support/subgraph/expect-pages";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("shows an objective with its key results, in the digits of the indicators", async () => {
  const { data, errors, statements } = await subgraph.execute(`{
    objectives(filter: { organization: { eq: "SKHCN" } }) { nodes { code origin organization { code }
      keyResults { code baseline target decimals periodStart periodEnd indicator { code } objective { code } } } } }`);
  // The first of them reads the codes of organizations, which are then cached.
  expect([errors, statements]).toEqual([[], 6]);
  const of = (objective: string, rows: [string, string | null, string, number, string][]) => ({
    code: objective,
    origin: "SYNTHETIC",
    organization: { code: "SKHCN" },
    keyResults: rows.map(([code, baseline, target, decimals, indicator]) => ({
      code,
      baseline,
      target,
      decimals,
      periodStart: "2026-01-01",
      periodEnd: "2026-12-31",
      indicator: { code: indicator },
      objective: { code: objective },
    })),
  });
  expect(data).toEqual({
    objectives: {
      nodes: [
        of("O-2026-5G", [["KR-2026-5G-1", null, "0.7", 3, "coverage-5g.population-share"]]),
        of("O-2026-KTS", [
          ["KR-2026-KTS-1", "0.169", "0.175", 3, "economy.sector-share"],
          ["KR-2026-KTS-2", null, "0.145", 3, "economy.digital-share"],
          ["KR-2026-KTS-3", "0", "5", 0, "strategic-products.commercialised"],
        ]),
      ],
    },
  });
});

it("is served by the tasks that are about it", async () => {
  const { data } = await subgraph.execute(
    "{ objectives { nodes { keyResults { code tasks(first: 200) { nodes { title } } } } } }",
  );
  const { objectives } = data as {
    objectives: { nodes: { keyResults: { code: string; tasks: { nodes: { title: string }[] } }[] }[] };
  };
  const titles = new Map(
    objectives.nodes.flatMap(({ keyResults }) =>
      keyResults.map(({ code, tasks }) => [code, new Set(tasks.nodes.map(({ title }) => title))]),
    ),
  );
  expect(titles.get("KR-2026-5G-1")).toEqual(new Set(["Phủ sóng 5G tại khu công nghiệp và trường học"]));
  expect(titles.get("KR-2026-KTS-2")).toEqual(new Set());
});

it("leads from an indicator to its key results and their tasks, and back", async () => {
  const { data, errors } = await subgraph.execute(`{
    _entities(representations: [{ __typename: "Indicator", code: "economy.sector-share" }, { __typename: "Indicator", code: "none" }]) {
      ... on Indicator { keyResults { nodes { code tasks { nodes { keyResult { code } } } } } } } }`);
  expect(errors).toEqual([]);
  interface Found {
    keyResults: { nodes: { tasks: { nodes: object[] } }[] };
  }
  const [indicator, none] = (data?._entities ?? []) as Found[];
  expect(none).toEqual({ keyResults: { nodes: [] } });
  const served = indicator?.keyResults.nodes[0]?.tasks.nodes.map((task) => JSON.stringify(task));
  expect(new Set(served)).toEqual(new Set([JSON.stringify({ keyResult: { code: "KR-2026-KTS-1" } })]));
});

it("has the objectives of the plan, each with its source and what was inferred", async () => {
  const { data } = await subgraph.execute(`{ organization(code: "UBND") { objectives { nodes {
    code origin saidOn source { code } keyResults { code } inferences { field } } } } }`);
  const { nodes } = (data as { organization: { objectives: { nodes: { code: string }[] } } }).organization
    .objectives;
  expect(nodes.map(({ code }) => code)).toEqual([
    "O-2026-CQ",
    "O-2026-DT",
    "O-2026-KN",
    "O-2026-NL",
    "O-2026-UD",
  ]);
  for (const { code, ...objective } of nodes) {
    expect(objective).toEqual({
      origin: "PUBLISHED",
      saidOn: null,
      source: { code: "vns-resolution-57-plan" },
      keyResults: [],
      inferences: ["organization", "periodEnd", "periodStart", "title"].map((field) => ({ field })),
    });
  }
});

it("is read in pages, in any order, forwards and backwards, also within its organization", async () => {
  const orders = { CODE: "code", TITLE: "title", PERIOD_START: "periodStart", PERIOD_END: "periodEnd" };
  expect(await expectPages(subgraph, { field: "objectives", type: "Objective", orders })).toBe(9);
  const within = (text: string) => `{ organization(code: "UBND") { ${text} } }`;
  expect(await expectPages(subgraph, { field: "objectives", type: "Objective", orders, within })).toBe(5);
});

it.each([
  ['organization: { in: ["SKHCN", "UBND"] }', 7],
  ['periodEnd: { lte: "2025-12-31" }', 1],
  ['periodStart: { gt: "2025-01-01" }', 8],
  ["origin: { eq: PUBLISHED }", 5],
  ['search: "phu song"', 1],
])("is found by { %s }", async (filter, totalCount) => {
  const { data, errors } = await subgraph.execute(`{ objectives(filter: { ${filter} }) { totalCount } }`);
  expect([errors, data]).toEqual([[], { objectives: { totalCount } }]);
});

it.each([
  [
    'organization: { eq: "SKHCNN" }',
    /^filter\.organization\.eq: expected the code of an organization; got "SKHCNN" \(did you mean "SKHCN"\?\)\.$/,
  ],
  ['periodStart: { gt: "2026-01-01", gte: "2026-01-01" }', /^filter\.periodStart: /],
  ["origin: { in: [] }", /^filter\.origin\.in: expected 1 to 1000 values; got 0\.$/],
])("is refused by { %s }", async (filter, message) => {
  const { data, errors } = await subgraph.execute(`{ objectives(filter: { ${filter} }) { nodes { code } } }`);
  expect(data).toEqual({ objectives: null });
  expect(errors).toEqual([
    { code: "BAD_USER_INPUT", message: expect.stringMatching(message), path: ["objectives"] },
  ]);
});
