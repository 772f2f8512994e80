import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("shows an objective with its key results, in the digits of the indicators", async () => {
  const { data, errors, statements } = await subgraph.execute(`{
    objectives(organization: "SKHCN") { code origin organization { code }
      keyResults { code baseline target decimals periodStart periodEnd indicator { code } objective { code } } } }`);
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
    objectives: [
      of("O-2026-5G", [["KR-2026-5G-1", null, "0.7", 3, "coverage-5g.population-share"]]),
      of("O-2026-KTS", [
        ["KR-2026-KTS-1", "0.169", "0.175", 3, "economy.sector-share"],
        ["KR-2026-KTS-2", null, "0.145", 3, "economy.digital-share"],
        ["KR-2026-KTS-3", "0", "5", 0, "strategic-products.commercialised"],
      ]),
    ],
  });
});

it("is served by the tasks that are about it", async () => {
  const { data } = await subgraph.execute("{ objectives { keyResults { code tasks { title } } } }");
  const { objectives } = data as {
    objectives: { keyResults: { code: string; tasks: { title: string }[] }[] }[];
  };
  const titles = new Map(
    objectives.flatMap(({ keyResults }) =>
      keyResults.map(({ code, tasks }) => [code, new Set(tasks.map(({ title }) => title))]),
    ),
  );
  expect(titles.get("KR-2026-5G-1")).toEqual(new Set(["Phủ sóng 5G tại khu công nghiệp và trường học"]));
  expect(titles.get("KR-2026-KTS-2")).toEqual(new Set());
});

it("leads from an indicator to its key results and their tasks, and back", async () => {
  const { data, errors } = await subgraph.execute(`{
    _entities(representations: [{ __typename: "Indicator", code: "economy.sector-share" }, { __typename: "Indicator", code: "none" }]) {
      ... on Indicator { keyResults { code tasks { keyResult { code } } } } } }`);
  expect(errors).toEqual([]);
  const [indicator, none] = (data?._entities ?? []) as { keyResults: { tasks: object[] }[] }[];
  expect(none).toEqual({ keyResults: [] });
  expect(indicator?.keyResults[0]?.tasks.length).toBeGreaterThan(0);
  expect(new Set(indicator?.keyResults[0]?.tasks.map((task) => JSON.stringify(task)))).toEqual(
    new Set([JSON.stringify({ keyResult: { code: "KR-2026-KTS-1" } })]),
  );
});

it("has the objectives of the plan, each with its source and what was inferred", async () => {
  const { data } = await subgraph.execute(`{ objectives(organization: "UBND") {
    code origin saidOn source { id } keyResults { code } inferences { field } } }`);
  const { objectives } = data as { objectives: { code: string }[] };
  expect(objectives.map(({ code }) => code)).toEqual([
    "O-2026-CQ",
    "O-2026-DT",
    "O-2026-KN",
    "O-2026-NL",
    "O-2026-UD",
  ]);
  for (const { code, ...objective } of objectives) {
    expect(objective).toEqual({
      origin: "PUBLISHED",
      saidOn: null,
      source: { id: "vns-resolution-57-plan" },
      keyResults: [],
      inferences: ["organization", "periodEnd", "periodStart", "title"].map((field) => ({ field })),
    });
  }
});
