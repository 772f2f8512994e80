import { issueToken } from "../../../gateway/token";
import { systemClock } from "../../../shared/base/clock/clock";
import { projectRoot } from "../../../shared/base/project/project-root";
import { Random } from "../../../shared/base/random/random";
import { type RunningGraph, startGraph } from "../../support/processes/running-graph";
import { table } from "../support/measure";
import { type MeasuredGraph, takeWholeTurn, type WholeTurn } from "./take-whole-turn";
import { type WholeLoad, wholeLoads } from "./whole-loads";

/**
 * The whole way, from client to PostgreSQL: this build and that of the checkout WHOLE_BASE (absent: this one alone), each with
 * four sectors and a PostgreSQL of its own, loaded in turns. Everything shares the machine: gateway, subgraphs, PostgreSQL and
 * clients. Gateways keep no answers and share no runs, so that every request goes all the way. BENCH_SCALE (0.1),
 * BENCH_CONNECTIONS (50), BENCH_ROUNDS (3), BENCH_SECONDS (4); BENCH_ROWS: only loads whose name has this in it.
 */
export async function run(): Promise<void> {
  const roots = [process.env.WHOLE_BASE, projectRoot].filter((root) => root !== undefined);
  const running: RunningGraph[] = [];
  try {
    const graphs: MeasuredGraph[] = [];
    for (const root of roots) {
      const graph = await startGraph(root, variables, 600_000);
      running.push(graph);
      graphs.push(await measuredGraph(root === projectRoot ? "this" : "base", graph));
    }
    const rows: string[][] = [];
    for (const load of wholeLoads.filter(({ name }) => name.includes(process.env.BENCH_ROWS ?? ""))) {
      rows.push(...rowsOf(load, graphs, await takeTurns(graphs, load)));
      console.error(
        rows
          .slice(-graphs.length)
          .map((row) => row.join(" | "))
          .join("\n"),
      );
    }
    console.log(
      `Medians of ${rounds} turns of ${seconds} s, ${connections} connections\n\n${table(headings, rows)}`,
    );
  } finally {
    for (const graph of running) await graph.cleanUp();
  }
}

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const connections = Number(process.env.BENCH_CONNECTIONS ?? 50);

const variables = {
  ...{ SEED_SCALE: process.env.BENCH_SCALE ?? "0.1", KEPT_ANSWERS_MB: "0", SHARED_RUNS: "off" },
  ...{ RATE_PUBLIC: "0", RATE_ADMIN: "0", NODE_ENV: "production" },
};

const parts = ["gateway", "infrastructure", "tasks", "procedures", "innovation", "PostgreSQL"] as const;
const headings = [
  ...["load", "build", "requests/s", "p50 ms", "p99 ms", "processor ms each"],
  ...[...parts, "× requests/s", "× by processor time", "failures"],
];

async function measuredGraph(
  name: string,
  { origin, dataDirectory, client }: RunningGraph,
): Promise<MeasuredGraph> {
  const token = await issueToken({ role: "admin", sub: "bench", hours: 24 }, dataDirectory, systemClock);
  const { administrativeUnits } = await client.request<Units>(
    "{ administrativeUnits(first: 126) { nodes { code } } }",
  );
  return { name, origin, dataDirectory, token, units: administrativeUnits.nodes.map(({ code }) => code) };
}

interface Units {
  administrativeUnits: { nodes: { code: string }[] };
}

/** By round, the turns of all graphs; each is warmed up before. */
async function takeTurns(graphs: readonly MeasuredGraph[], load: WholeLoad): Promise<WholeTurn[][]> {
  const random = new Random(1);
  // Enough requests for their slowest hundredth to say something.
  const length = seconds * (load.perSecond === undefined ? 1 : 5);
  const take = (graph: MeasuredGraph) => takeWholeTurn(graph, load, random, { connections, seconds: length });
  for (const graph of graphs) await take(graph);
  const taken: WholeTurn[][] = [];
  for (let round = 0; round < rounds; round++) {
    const turns: WholeTurn[] = [];
    for (const graph of graphs) turns.push(await take(graph));
    taken.push(turns);
  }
  return taken;
}

function rowsOf(
  { name }: WholeLoad,
  graphs: readonly MeasuredGraph[],
  taken: readonly WholeTurn[][],
): string[][] {
  return graphs.map((graph, index) => {
    const own = taken.flatMap((turns) => turns[index] ?? []);
    const base = taken.flatMap((turns) => turns[0] ?? []);
    const of = (value: (turn: WholeTurn) => number) => median(own.map(value));
    const ratio = (value: (turn: WholeTurn) => number) =>
      median(own.map((turn, round) => value(turn) / value(base[round] ?? turn)));
    const failures = own.reduce((sum, turn) => sum + turn.failures, 0);
    const said = own.find(({ failure }) => failure !== "")?.failure;
    if (said !== undefined) console.error(`${graph.name}, ${name}: ${said}`);
    return [
      ...[name, graph.name],
      ...[of(({ perSecond }) => perSecond), of(({ p50 }) => p50), of(({ p99 }) => p99)].map((value) =>
        value.toFixed(value < 100 ? 1 : 0),
      ),
      of(allOf).toFixed(2),
      ...parts.map((part) => of(({ processor }) => processor[part] ?? 0).toFixed(2)),
      ratio(({ perSecond }) => perSecond).toFixed(2),
      (1 / ratio(allOf)).toFixed(2),
      String(failures),
    ];
  });
}

function allOf({ processor }: WholeTurn): number {
  return parts.reduce((sum, part) => sum + (processor[part] ?? 0), 0);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2;
}
