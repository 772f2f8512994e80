import { type Answering, type BenchGraph, withBenchGraph } from "./gateway/bench-graph";
import {
  apollo,
  type Contender,
  floor,
  gateways,
  type RunningContender,
  stopContender,
} from "./gateway/contenders";
import { boardQuery, smallQuery } from "./gateway/graph";
import { load } from "./gateway/load";
import { fetchPeers } from "./gateway/peers";
import { pinThisProcess, residentMb } from "./gateway/pinned-process";
import { type SpeedRow, speedTable } from "./gateway/speed-table";
import { type Pace, takeTurns } from "./gateway/turns";
import { table } from "./measure";

/**
 * Ours, Apollo's with the standalone server, the same with an undici data source, Hive Gateway with both its planners,
 * and a program written by hand that makes the same fetches: each in a process of its own on the first core, with the
 * subgraphs and the clients on the second, which bounds the fastest of them; the ratios by processor time do not have
 * that bound. Recorded answers that repeat show a dashboard that is polled between two changes of its data; those that
 * vary show one whose every answer is another. All are up at once and loaded in turns, four of a second each:
 * BENCH_ROUNDS, BENCH_SECONDS. Then each is started anew and loaded for a minute, for its memory: BENCH_MEMORY_SECONDS,
 * 0 for none. BENCH_PEERS=off: without Hive Gateway.
 */
export async function run(): Promise<void> {
  const pace = {
    rounds: Number(process.env.BENCH_ROUNDS ?? 4),
    seconds: Number(process.env.BENCH_SECONDS ?? 1),
  };
  const memorySeconds = Number(process.env.BENCH_MEMORY_SECONDS ?? 60);
  const all = [apollo, ...gateways, ...(await fetchPeers()), floor];
  pinThisProcess(1);
  await withBenchGraph(async (graph) => {
    await printSpeed(all, graph, pace);
    if (memorySeconds > 0) await printMemory(all, graph, memorySeconds);
  });
}

async function printSpeed(all: readonly Contender[], graph: BenchGraph, pace: Pace): Promise<void> {
  const rows: SpeedRow[] = [];
  await withContenders(all, graph, async (running) => {
    for (const [name, query, answering] of rowsAsked) {
      await graph.answer(answering);
      for (const connections of [1, 20, 200]) {
        const question = { query, connections };
        rows.push({ name, ...question, rounds: await takeTurns(running, question, pace) });
      }
    }
  });
  const names = all.map(({ name }) => name);
  console.log(`Medians of ${pace.rounds} turns of ${pace.seconds} s\n\n${speedTable(names, rows)}`);
}

/** Each query twice: its subgraphs answer the same again and again, and never the same as the time before. */
const rowsAsked: readonly (readonly [name: string, query: string, answering: Answering])[] = [
  ["board, repeated", boardQuery, "repeat"],
  ["board, changing", boardQuery, "vary"],
  ["small, repeated", smallQuery, "repeat"],
  ["small, changing", smallQuery, "vary"],
];

/**
 * What each holds in memory after so many seconds of the board over 20 connections, with answers that change each time,
 * in a process that did nothing else.
 */
async function printMemory(all: readonly Contender[], graph: BenchGraph, seconds: number): Promise<void> {
  const rows: (string | number)[][] = [];
  await graph.answer("vary");
  for (const contender of all) {
    await withContenders([contender], graph, async ([running]) => {
      if (!running) return;
      const started = residentMb(running.child);
      const { requests } = await load(running.url, boardQuery, 20, seconds * 1_000);
      rows.push([contender.name, started, residentMb(running.child), requests]);
    });
  }
  console.log(`\n${table(["gateway", "MB when ready", `MB after ${seconds} s`, "requests"], rows)}`);
}

/**
 * Starts them one after the other, and runs `work` while all of them are up. Those that `work` has stopped do not feel
 * an interrupt, and would outlive the bench for ever: they are ended first.
 */
async function withContenders(
  all: readonly Contender[],
  graph: BenchGraph,
  work: (running: readonly RunningContender[]) => Promise<void>,
): Promise<void> {
  const running: RunningContender[] = [];
  const endAll = () => {
    for (const { child } of running) child.kill("SIGKILL");
  };
  for (const signal of interrupts) process.once(signal, endAll);
  try {
    for (const contender of all) running.push(await contender.start(graph));
    await work(running);
  } finally {
    for (const signal of interrupts) process.off(signal, endAll);
    await Promise.all(running.map(stopContender));
  }
}

const interrupts = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
