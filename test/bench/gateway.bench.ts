import { type Answering, type BenchGraph, withBenchGraph } from "./gateway/bench-graph";
import { boardQuery, smallQuery } from "./gateway/board-graph";
import { apollo, type Contender, floor, gateways, withContenders } from "./gateway/contenders";

import { load } from "./gateway/load";
import { fetchPeers } from "./gateway/peers";
import { pinThisProcess, residentMb } from "./gateway/pinned-process";
import { type SpeedRow, speedTable } from "./gateway/speed-table";
import { type Pace, takeTurns } from "./gateway/turns";
import { table } from "./support/measure";

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
  await withBenchGraph("board", async (graph) => {
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
        const asked = { query, connections };
        rows.push({ name, ...asked, rounds: await takeTurns(running, asked, pace) });
      }
    }
  });
  const names = all.map(({ name }) => name);
  console.log(`Medians of ${pace.rounds} turns of ${pace.seconds} s\n\n${speedTable(names, rows, ratios)}`);
}

const ratios = [
  { requests: "× Apollo's", processor: "× by processor time", to: 0 },
  { requests: "of by hand", processor: "of by processor time", to: -1 },
];

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
