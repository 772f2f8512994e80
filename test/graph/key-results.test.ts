import { gql } from "graphql-request";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";

/** OKR across sectors: tasks has the aims, each sector what it computes, innovation what they come to. */

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 120_000);
afterAll(() => graph?.cleanUp());

interface Objectives {
  objectives: {
    nodes: {
      code: string;
      progress: number | null;
      keyResults: {
        code: string;
        current: string | null;
        measurement: { basis: string; origin: string } | null;
      }[];
    }[];
  };
}

it("measures each key result by its indicator, published or computed by the sector that owns it", async () => {
  const {
    objectives: { nodes: objectives },
  } = await graph.client.request<Objectives>(gql`
    { objectives { nodes { code progress(asOf: "2025-11-14")
      keyResults { code current(asOf: "2025-11-14") measurement(asOf: "2025-11-14") { basis origin source { publisher } } } } } }`);
  const measured = new Map(
    objectives.flatMap(({ keyResults }) => keyResults).map(({ code, ...one }) => [code, one]),
  );
  expect(measured.get("KR-2026-KTS-1")).toMatchObject({
    current: "0.169",
    measurement: { basis: "PUBLISHED", origin: "PUBLISHED" },
  });
  expect(measured.get("KR-2026-5G-1")).toMatchObject({
    measurement: { basis: "COMPUTED", origin: "SYNTHETIC" },
  });
  expect(measured.get("KR-2026-DVC-3")).toMatchObject({
    current: expect.stringMatching(/^0\.\d\d$/),
    measurement: { basis: "COMPUTED", origin: "SYNTHETIC" },
  });
  expect(measured.get("KR-2026-KTS-2")).toEqual({ current: null, measurement: null });
  expect(objectives.find(({ code }) => code === "O-2026-KTS")?.progress).toEqual(expect.any(Number));
  expect(objectives.find(({ code }) => code === "O-2026-CQ")?.progress).toBeNull();
});

it("answers the past by what was known then", async () => {
  const {
    objectives: { nodes: objectives },
  } = await graph.client.request<Objectives>(gql`
    { objectives(filter: { organization: { eq: "SKHCN" } }) { nodes { code progress keyResults {
      code current(asOf: "2025-06-30") now: current measurement { basis origin } } } } }`);
  const [published] = objectives
    .flatMap(({ keyResults }) => keyResults)
    .filter(({ code }) => code === "KR-2026-KTS-1");
  expect(published).toMatchObject({ current: null, now: "0.169" });
});
