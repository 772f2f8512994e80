import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { type KeyResult, progressOf } from "../key-result/key-result";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it.each([
  ["0.2", "0.8", "0.5", 0.5],
  ["0.2", "0.8", "0.2", 0],
  ["0.2", "0.8", "0.8", 1],
  ["0.2", "0.8", "0.1", 0],
  ["0.2", "0.8", "0.9", 1],
  ["10", "2", "8", 0.25],
  [null, "0.8", "0.5", null],
  ["0.2", "0.8", null, null],
])("from %s to %s, now at %s, the progress is %s", (baseline, target, current, expected) => {
  const progress = progressOf({ baseline, target, current } as KeyResult);
  expect(progress === null ? null : Math.round(progress * 1e9) / 1e9).toBe(expected);
});

it("gives an objective the mean of its measured key results, null while there is none", async () => {
  const { data, errors, statements } = await subgraph.execute(`{
    objectives(organization: "SKHCN") { code progress origin organization { code }
      keyResults { code baseline target current progress indicator { code } objective { code } } } }`);
  // The first of them reads the codes of organizations, which are then kept.
  expect([errors, statements]).toEqual([[], 5]);
  expect(data).toEqual({
    objectives: [
      {
        code: "O-2026-5G",
        progress: null,
        origin: "SYNTHETIC",
        organization: { code: "SKHCN" },
        keyResults: [
          {
            code: "KR-2026-5G-1",
            baseline: null,
            target: "0.7",
            current: null,
            progress: null,
            indicator: { code: "coverage-5g.population-share" },
            objective: { code: "O-2026-5G" },
          },
        ],
      },
      {
        code: "O-2026-KTS",
        progress: 0,
        origin: "SYNTHETIC",
        organization: { code: "SKHCN" },
        keyResults: [
          ["KR-2026-KTS-1", "0.169", "0.175", "0.169", 0, "economy.sector-share"],
          ["KR-2026-KTS-2", null, "0.145", null, null, "economy.digital-share"],
          ["KR-2026-KTS-3", "0", "5", null, null, "strategic-products.commercialised"],
        ].map(([code, baseline, target, current, progress, indicator]) => ({
          code,
          baseline,
          target,
          current,
          progress,
          indicator: { code: indicator },
          objective: { code: "O-2026-KTS" },
        })),
      },
    ],
  });
});

it("leads from an indicator to its key results and their tasks, and back", async () => {
  const { data, errors } = await subgraph.execute(`{
    _entities(representations: [{ __typename: "Indicator", code: "economy.sector-share" }, { __typename: "Indicator", code: "none" }]) {
      ... on Indicator { keyResults { code tasks { keyResult { code } leadOrganization { code } } } } } }`);
  expect(errors).toEqual([]);
  const [indicator, none] = (data?._entities ?? []) as { keyResults: { tasks: object[] }[] }[];
  expect(none).toEqual({ keyResults: [] });
  expect(indicator?.keyResults[0]?.tasks.length).toBeGreaterThan(0);
  expect(new Set(indicator?.keyResults[0]?.tasks.map((task) => JSON.stringify(task)))).toEqual(
    new Set([JSON.stringify({ keyResult: { code: "KR-2026-KTS-1" }, leadOrganization: { code: "SKHCN" } })]),
  );
});

it("has the objectives that the plan names, each with its source and what was inferred of it", async () => {
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
