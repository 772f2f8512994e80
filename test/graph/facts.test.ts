import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { fromRoot } from "../../shared/base/project/project-root";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";

/** docs/facts.md against the running graph: every statement is found, and no published row of the seeds is left out. */

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 120_000);
afterAll(() => graph?.cleanUp());

const document = readFileSync(fromRoot("docs/facts.md"), "utf8");

/** The statements of the document, each under the source that its section names. */
const facts = document.split(/^## /m).flatMap((section) =>
  [...section.matchAll(/^\| (.+) \| `(.+)` \| `(.+)` \|$/gm)].map(([, statement, query = "", held = ""]) => ({
    source: section.split("\n")[0],
    statement,
    query,
    held: JSON.parse(held) as unknown,
  })),
);

/** Whether everything in `wanted` is in `given`; of a list, each wanted item in one of the given. */
function holds(given: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(given) && wanted.every((item) => given.some((each) => holds(each, item)));
  }
  if (typeof wanted !== "object" || wanted === null) return given === wanted;
  if (typeof given !== "object" || given === null) return false;
  const fields = new Map(Object.entries(given));
  return Object.entries(wanted).every(([name, value]) => holds(fields.get(name), value));
}

/** Whether an answer has `wanted` at any depth. */
function hasSomewhere(given: unknown, wanted: unknown): boolean {
  if (holds(given, wanted)) return true;
  return (
    typeof given === "object" &&
    given !== null &&
    Object.values(given).some((part) => hasSomewhere(part, wanted))
  );
}

it("finds every statement by its query, under its source", async () => {
  expect(facts.length).toBeGreaterThan(110);
  const answers = new Map<string, unknown>();
  for (const query of new Set(facts.map((fact) => fact.query))) {
    answers.set(query, await graph.client.request(query));
  }
  expect(facts.filter(({ query, held }) => !hasSomewhere(answers.get(query), held))).toEqual([]);
  expect(facts.filter(({ source, held }) => !JSON.stringify(held).includes(`"${source}"`))).toEqual([]);
});

it("has a statement for every published row of the seeds", () => {
  const read = (file: string): Record<string, string>[] =>
    parse(readFileSync(fromRoot("subgraphs", file)), { columns: true });
  const has = (source: string | undefined, ...parts: (string | undefined)[]) =>
    facts.some((fact) => {
      const row = `${fact.query} ${JSON.stringify(fact.held)}`;
      return fact.source === source && parts.every((part) => row.includes(`"${part}"`));
    });
  const claims = read("innovation/seed/data/published-claims.csv").filter(
    ({ source_id, indicator_code, value, note }) => !has(source_id, indicator_code, value || note),
  );
  const coded = [
    "bottlenecks",
    "events",
    "policy-documents",
    "programmes",
    "published-objectives",
    "published-tasks",
  ]
    .flatMap((name) => read(`tasks/seed/data/${name}.csv`))
    .filter(({ origin }) => origin !== "SYNTHETIC")
    .filter(({ source_id, code }) => !has(source_id, code));
  const milestones = read("tasks/seed/data/milestones.csv").filter(
    ({ code, source_id, reached_source_id }) => !has(source_id || reached_source_id, code),
  );
  expect([claims, coded, milestones]).toEqual([[], [], []]);
});
