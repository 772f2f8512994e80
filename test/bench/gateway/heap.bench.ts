import { heapArguments } from "../../../shared/base/process/heap-arguments";
import { table } from "../support/measure";
import { withBenchGraph } from "./bench-graph";
import { boardQuery, smallQuery } from "./board-graph";
import { type Contender, startOurs, withContenders } from "./contenders";
import { pinThisProcess, residentMb } from "./pinned-process";
import { type SpeedRow, speedTable } from "./speed-table";
import { takeTurns } from "./turns";

/** Bounds of V8's heap that were considered, by the size of half its young generation. */
const considered: readonly (readonly [name: string, options: readonly string[]])[] = [
  ["Node.js's own", []],
  ["8 MB, as a subgraph", heapArguments.subgraph],
  ["16 MB, as it is served", heapArguments.gateway],
  ["32 MB", ["--max-semi-space-size=32", "--initial-heap-size=128", "--heap-growing-percent=60"]],
];

/**
 * What bounds of V8's heap cost the gateway in processor time, and spare in memory: one build with each, in a process of its
 * own on the first core, in turns over 20 connections. BENCH_ROUNDS, BENCH_SECONDS.
 */
export async function run(): Promise<void> {
  const pace = {
    rounds: Number(process.env.BENCH_ROUNDS ?? 8),
    seconds: Number(process.env.BENCH_SECONDS ?? 1),
  };
  const all = considered.map(
    ([name, options]): Contender => ({ name, start: (graph) => startOurs(graph, options) }),
  );
  const names = all.map(({ name }) => name);
  pinThisProcess(1);
  const rows: SpeedRow[] = [];
  const resident: string[][] = [];
  await withBenchGraph("board", (graph) =>
    withContenders(all, graph, async (running) => {
      await graph.answer("vary");
      for (const [name, query] of [
        ["board", boardQuery],
        ["small", smallQuery],
      ] as const) {
        const asked = { query, connections: 20 };
        rows.push({ name, ...asked, rounds: await takeTurns(running, asked, pace) });
        resident.push([name, ...running.map(({ child }) => residentMb(child).toFixed(0))]);
      }
    }),
  );
  const ratios = [{ requests: "of requests", processor: "of processor time", to: 0 }];
  console.log(`Medians of ${pace.rounds} turns of ${pace.seconds} s\n\n${speedTable(names, rows, ratios)}`);
  console.log(`\nMB resident after its turns\n\n${table(["query", ...names], resident)}`);
}
