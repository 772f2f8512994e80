import { systemClock } from "../../shared/base/clock/clock";
import "../../gateway/config/environment";
import { readFileSync } from "node:fs";
import { getIntrospectionQuery } from "graphql";
import { defaultLimits } from "../../gateway/cost/limits";
import { loadHere } from "../../gateway/graph/load-here";
import { readOpeningGraphql } from "../../gateway/pages/opening-queries";
import { createLogger } from "../../shared/base/log/logger";
import { fromRoot } from "../../shared/base/project/project-root";
import type { Role } from "../../shared/http/identity/viewer";
import { board } from "../support/gateway/board-query";
import { readmeCases } from "../support/schema/readme-cases";

/* What this graph's operations cost: whoever asks for what the documents show is answered, who asks for all is not. */

const asked: string[] = [];
const { pipeline } = loadHere({
  clock: systemClock,
  supergraphSdl: readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8"),
  limits: defaultLimits,
  log: createLogger("test", "silent"),
  async fetch({ subgraph }) {
    asked.push(subgraph);
    throw new Error("Nobody is there.");
  },
});
afterEach(() => {
  asked.length = 0;
});

async function codesOf(query: string, role: Role = "public"): Promise<unknown[]> {
  const viewer = { subject: null, role, organization: null };
  const context = { viewer, requestId: "test", begunAt: "" };
  const answer = await pipeline.answer({ query, variables: {}, mayChange: true }, context);
  return Buffer.isBuffer(answer) ? [] : (answer.errors ?? []).map(({ extensions }) => extensions.code);
}

const shown = [
  ...readOpeningGraphql().map(({ file, query }) => [file, query]),
  ...readmeCases().map(({ query }, index) => [`README ${index}`, query]),
  ["the board of all units", board],
  ["for the schema", getIntrospectionQuery()],
];
it.each(shown)("the public may ask %s", async (_name, query = "") => {
  expect(await codesOf(query)).not.toContain("QUERY_TOO_COMPLEX");
  expect(asked.length > 0).toBe(!query.includes("__schema"));
});

const nested = (first: number) =>
  `{ organization(code: "SNNMT") { procedures(first: ${first}) { nodes { competentOrganization {
    procedures(first: ${first}) { nodes { competentOrganization {
    procedures(first: ${first}) { nodes { competentOrganization { code } } } } } } } } } } }`;
const throughTasks = `{ organization(code: "SKHCN") { tasks(first: 200) { nodes { leadOrganization {
  tasks(first: 200) { nodes { leadOrganization { tasks(first: 200) { nodes { code } } } } } } } } } }`;
const days = (alias: number) =>
  `a${alias}: dossierStats(first: ${10_000 - alias}, groupBy: [UNIT, ORGANIZATION], timeBucket: { grain: DAY }) { rows { measures { received } } }`;
const wards = (alias: number) => `a${alias}: administrativeUnits(first: 200) { nodes { code name } }`;
const hostile: [string, string][] = [
  [
    "a step for each day of two thousand years",
    `{ dossierStats(groupBy: [UNIT], timeBucket: { grain: DAY },
       filter: { receivedOn: { gte: "0001-01-01", lt: "9999-12-31" } }) { rows { measures { received } } } }`,
  ],
  [
    "ten years of empty days for each unit",
    `{ dossierStats(groupBy: [UNIT], timeBucket: { grain: DAY },
       filter: { receivedOn: { gte: "9990-01-01", lt: "9999-12-31" } }) { rows { measures { received } } } }`,
  ],
  ["a large statistic over three dimensions by day", `{ ${days(0).replace("UNIT,", "UNIT, PROCEDURE,")} }`],
  [
    "a thousand names for one list",
    `{ ${Array.from({ length: 1_000 }, (_, index) => wards(index)).join(" ")} }`,
  ],
  [
    "the schema under a hundred and fifty names",
    `{ ${Array.from({ length: 150 }, (_, index) => `a${index}: __schema { types { fields { name args { name } } } }`).join(" ")} }`,
  ],
  ["connections within connections", nested(200)],
  ["the same through tasks", throughTasks],
  ["3,000 aliases", `{ ${Array.from({ length: 3_000 }, (_, index) => `a${index}: __typename`).join(" ")} }`],
  ["sixteen large statistics", `{ ${Array.from({ length: 16 }, (_, index) => days(index)).join(" ")} }`],
];
it.each(hostile)("nobody is asked for %s", async (_name, query) => {
  expect(await codesOf(query)).toEqual(["QUERY_TOO_COMPLEX"]);
  expect(asked).toEqual([]);
});

it("an analyst may ask 126 statistics of a line at once", async () => {
  const lines = Array.from(
    { length: 126 },
    (_, index) => `u${index}: dossierStats(first: ${index + 1}) { totals { received } }`,
  );
  const query = `{ ${lines.join(" ")} }`;
  expect(await codesOf(query, "analyst")).not.toContain("QUERY_TOO_COMPLEX");
  expect(asked.length).toBeGreaterThan(0);
});
