import { readFileSync } from "node:fs";
import { buildSchema, Kind, parse } from "graphql";
import { defaultLimits } from "../../gateway/cost/limits";
import { compileFetchCost, compileOperationCost } from "../../gateway/cost/operation-cost";
import { loadGraph } from "../../gateway/graph/load-graph";
import type { Pipeline } from "../../gateway/pipeline/pipeline";
import { createClientRates } from "../../gateway/rates/client-rates";
import { defaultRates } from "../../gateway/rates/rates";
import { openDocumentWorker } from "../../gateway/thread/document-worker";
import { systemClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { fromRoot } from "../../shared/base/project/project-root";
import type { Role } from "../../shared/http/identity/viewer";
import { table } from "./support/measure";

const supergraphSdl = readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8");
const log = createLogger("bench", "silent");

/** What cost and rates take of a known operation, and what texts that were never seen take of the event loop. */
export async function run(): Promise<void> {
  console.log(`${await timeKnownOperations()}\n`);
  if (process.env.BENCH_KNOWN_ONLY) return;
  const thread = openDocumentWorker({ supergraphSdl, limits: defaultLimits }, log);
  const read = await thread.ready;
  const { pipeline, warmUp } = loadGraph({
    ...{ supergraphSdl, limits: defaultLimits, read, planner: thread, thread, log, clock: systemClock },
    fetch: () => Promise.reject(new Error("Nobody is there.")),
  });
  await warmUp();
  console.log(`${await timeNewTexts(pipeline)}\n`);
  await thread.close();
}

/** Of the event loop's thread, in µs: other work of the machine does not count. */
function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(start);
  return user + system;
}

const boardText = `query ($first: Int!) { administrativeUnits(first: $first) { nodes { code name kind population
  readiness { meets } coverage5G { populationShare { value } } taskStats(asOf: "2025-11-14") { overdue }
  dossierStats { received onTimeRate { value } } } } }`;
const aliases = Array.from(
  { length: 126 },
  (_, at) => `u${at}: dossierStats(first: $n) { totals { received } }`,
);
const sizes = Array.from({ length: 126 }, (_, at) => `n${at}`);
const known = [
  {
    name: "a ward",
    text: '{ administrativeUnit(code: "00004") { name taskStats { overdue } } }',
    variables: {},
  },
  { name: "the board, its size in a variable", text: boardText, variables: { first: 126 } },
  {
    name: "126 statistics, their sizes in a variable",
    text: `query ($n: Int) { ${aliases.join(" ")} }`,
    variables: { n: 9 },
  },
  {
    name: "126 statistics with rows, each with a size in a variable of its own",
    text: `query (${sizes.map((name) => `$${name}: Int`).join(" ")}) { ${sizes
      .map((name) => `${name}: dossierStats(first: $${name}, groupBy: [UNIT]) { rows { received pending } }`)
      .join(" ")} }`,
    variables: Object.fromEntries(sizes.map((name, at) => [name, at])),
  },
];
const times = 20_000;

async function timeKnownOperations(): Promise<string> {
  const schema = buildSchema(supergraphSdl, { assumeValid: true });
  const rates = createClientRates({ ...defaultRates, public: 1e12 }, systemClock);
  const client = { role: "public", key: "address 192.0.2.1" } as const;
  const rows: (string | number)[][] = [];
  for (const { name, text, variables } of known) {
    const [definition] = parse(text).definitions;
    if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("Expected an operation.");
    const fetched = compileFetchCost(schema, text, systemClock);
    const cost = compileOperationCost({
      ...{
        schema,
        fetched,
        definition,
        fragments: new Map(),
        selections: 10,
        isPlain: true,
        clock: systemClock,
      },
    });
    // They are coerced anew for each request, which is not what is timed here.
    const requests = Array.from({ length: 1_000 }, () => ({ ...variables }));
    const once = async (run: number) =>
      rates.charge(client, cost.estimate(requests[run % requests.length] ?? variables).cost);
    for (let warm = 0; warm < times; warm++) await once(warm);
    const start = process.threadCpuUsage();
    for (let timed = 0; timed < times; timed++) await once(timed);
    rows.push([name, cpuSince(start) / times]);
  }
  return table(["known operation", "cost and rate, CPU µs"], rows);
}

const fields = (count: number, run: number) =>
  Array.from({ length: count }, (_, at) => `a${run}_${at}: __typename`).join(" ");
const statistics = (count: number, run: number) =>
  Array.from(
    { length: count },
    (_, at) => `s${run}_${at}: dossierStats(first: ${at + 1}) { totals { received pending overdue } }`,
  ).join(" ");
const unseen: { name: string; role: Role; text: (run: number) => string }[] = [
  {
    name: "3,000 aliases, refused for the public",
    role: "public",
    text: (run) => `{ ${fields(3_000, run)} }`,
  },
  {
    name: "the same with a field that there is not",
    role: "analyst",
    text: (run) => `{ ${fields(3_000, run)} b${run} }`,
  },
  {
    name: "more than 15,000 tokens",
    role: "public",
    text: (run) => `{ x${run} ${"a b c ".repeat(10_000)} }`,
  },
  { name: "no GraphQL", role: "public", text: (run) => `{ ${fields(2_900, run)} !` },
  { name: "2,400 fields, at the public's limit", role: "public", text: (run) => `{ ${fields(2_400, run)} }` },
  {
    name: "126 statistics of an analyst, planned",
    role: "analyst",
    text: (run) => `{ ${statistics(126, run)} }`,
  },
  {
    name: "700 statistics of an analyst, planned",
    role: "analyst",
    text: (run) => `{ ${statistics(700, run)} }`,
  },
];
const runs = 15;

async function timeNewTexts(pipeline: Pipeline): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const { name, role, text } of unseen) {
    const context = { viewer: { subject: null, role, organization: null }, requestId: "bench", begunAt: "" };
    const active: number[] = [];
    let told = "";
    for (let run = 0; run < runs; run++) {
      const query = text(run);
      const before = process.threadCpuUsage();
      const answer = await pipeline.answer({ query, variables: {}, mayChange: true }, context);
      active.push(cpuSince(before) / 1_000);
      told = Buffer.isBuffer(answer) ? "answered" : String(answer.errors?.[0]?.extensions.code);
    }
    const [first = Number.NaN] = active;
    active.sort((left, right) => left - right);
    const [p50 = Number.NaN, most = Number.NaN] = [active[Math.floor(runs / 2)], active.at(-1)];
    rows.push([name, String(text(0).length), told, first, p50, most]);
  }
  return table(
    ["text never seen", "characters", "answer", "event loop, CPU ms of the first", "p50", "most"],
    rows,
  );
}
