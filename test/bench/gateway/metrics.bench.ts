import { startCollector } from "../../support/processes/collector";
import { percentile } from "../support/measure";
import { withBenchGraph } from "./bench-graph";
import { boardQuery, smallQuery } from "./board-graph";
import { type Contender, startOurs, withContenders } from "./contenders";
import { pinThisProcess } from "./pinned-process";
import { type SpeedRow, speedTable } from "./speed-table";
import { takeTurns } from "./turns";

/**
 * What metrics and traces cost: one build with neither, with metrics, with metrics and one of a hundred requests
 * traced, and with all traced, each in a process of its own on the first core, in turns. BENCH_ROUNDS, BENCH_SECONDS.
 */
export async function run(): Promise<void> {
  const pace = {
    rounds: Number(process.env.BENCH_ROUNDS ?? 12),
    seconds: Number(process.env.BENCH_SECONDS ?? 2),
  };
  const collector = await startCollector();
  const contender = (name: string, variables: Record<string, string>): Contender => ({
    name,
    start: (graph) => startOurs(graph, undefined, undefined, variables),
  });
  const all = [
    contender("neither", { METRICS_PORT: "off" }),
    contender("metrics", { METRICS_PORT: "0" }),
    contender("metrics, traces of 1 %", {
      ...{ METRICS_PORT: "0", OTEL_TRACES_SAMPLER_ARG: "0.01" },
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.url,
    }),
    contender("metrics, traces of all", {
      ...{ METRICS_PORT: "0", OTEL_TRACES_SAMPLER_ARG: "1" },
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.url,
    }),
  ];
  pinThisProcess(1);
  const rows: SpeedRow[] = [];
  await withBenchGraph("board", (graph) =>
    withContenders(all, graph, async (running) => {
      await graph.answer("vary");
      for (const [name, query] of [
        ["board", boardQuery],
        ["small", smallQuery],
      ] as const) {
        const asked = { query, connections: 20 };
        rows.push({ name, ...asked, rounds: await takeTurns(running, asked, pace) });
      }
    }),
  );
  collector.stop();
  const names = all.map(({ name }) => name);
  const ratios = [{ requests: "of requests", processor: "of processor time", to: 0 }];
  for (const { name, rounds } of rows) {
    // A hundred times what 1 % takes is far above the noise of a machine.
    const shares = rounds.map((turns) => ((turns.at(-1)?.usedMs ?? 0) / (turns[1]?.usedMs ?? 0) - 1) / 100);
    const [least = 0, most = 0] = [0.25, 0.75].map((share) => percentile(shares, share));
    const inPercent = (share: number) => `${(share * 100).toFixed(2)} %`;
    console.log(
      `${name}: of traces of all, a hundredth is ${inPercent(least)} to ${inPercent(most)} (quartiles).`,
    );
  }
  console.log(`Medians of ${pace.rounds} turns of ${pace.seconds} s\n\n${speedTable(names, rows, ratios)}`);
}
