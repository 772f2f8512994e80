import { type BenchGraph, withBenchGraph } from "./gateway/bench-graph";
import { type Contender, contenders, type RunningContender, stopContender } from "./gateway/contenders";
import { boardQuery, smallQuery } from "./gateway/graph";
import { load } from "./gateway/load";
import { fetchPeers } from "./gateway/peers";
import { processorMs, residentMb } from "./gateway/pinned-process";
import { table } from "./measure";

/**
 * Ours, Apollo's with the standalone server, the same with an undici data source, Hive Gateway with both its planners,
 * and a program written by hand that makes the same fetches: each in a process of its own on the first core, with the
 * subgraphs and the clients on the second, which bounds the fastest of them. Where others use the machine too, the
 * ratio by processor time is the one to go by. Five seconds for each row, after three to warm up: BENCH_SECONDS. Then
 * each is loaded for a minute, for its memory: BENCH_MEMORY_SECONDS, 0 for none. BENCH_PEERS=off: without Hive Gateway.
 */
export async function run(): Promise<void> {
  const seconds = Number(process.env.BENCH_SECONDS ?? 5);
  const memorySeconds = Number(process.env.BENCH_MEMORY_SECONDS ?? 60);
  const [first, ...others] = [...contenders, ...(await fetchPeers())];
  if (!first) return;
  await withBenchGraph(async (graph) => {
    const baselines = await measureRows(first, graph, seconds);
    const rows = [baselines];
    for (const contender of others) rows.push(await measureRows(contender, graph, seconds));
    console.log(speedTable(rows.flat(), baselines));
    if (memorySeconds > 0) await printMemory([first, ...others], graph, memorySeconds);
  });
}

interface Row {
  gateway: string;
  query: string;
  connections: number;
  perSecond: number;
  /** Processor time for each request. */
  usedMs: number;
  p50: number;
  p99: number;
  bytes: number;
  failures: number;
}

async function measureRows(contender: Contender, graph: BenchGraph, seconds: number): Promise<Row[]> {
  return withContender(contender, graph, async ({ child, url }) => {
    const rows: Row[] = [];
    for (const [query, text] of [
      ["board", boardQuery],
      ["small", smallQuery],
    ] as const) {
      await load(url, text, 20, 3_000);
      for (const connections of [1, 20, 200]) {
        const before = processorMs(child);
        const { requests, ...measured } = await load(url, text, connections, seconds * 1_000);
        const usedMs = (processorMs(child) - before) / requests;
        rows.push({ gateway: contender.name, query, connections, usedMs, ...measured });
      }
    }
    return rows;
  });
}

/** Ratios are to the row of the first contender with the same query and connections. */
function speedTable(rows: readonly Row[], baselines: readonly Row[]): string {
  const headings = ["gateway", "query", "connections", "× Apollo's", "× by processor time", "requests/s"];
  return table(
    [...headings, "processor ms each", "p50 ms", "p99 ms", "bytes", "failures"],
    rows.map((row) => {
      const baseline =
        baselines.find(({ query, connections }) => query === row.query && connections === row.connections) ??
        row;
      return [
        ...[row.gateway, row.query, String(row.connections)],
        ...[
          (row.perSecond / baseline.perSecond).toFixed(2),
          (baseline.usedMs / row.usedMs).toFixed(2),
          row.perSecond,
        ],
        ...[row.usedMs.toFixed(2), row.p50, row.p99, String(row.bytes), String(row.failures)],
      ];
    }),
  );
}

/** What each holds in memory after so many seconds of the board over 20 connections, in a process that did nothing else. */
async function printMemory(all: readonly Contender[], graph: BenchGraph, seconds: number): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const contender of all) {
    const row = await withContender(contender, graph, async ({ child, url }) => {
      const started = residentMb(child);
      const { requests } = await load(url, boardQuery, 20, seconds * 1_000);
      return [contender.name, started, residentMb(child), requests];
    });
    rows.push(row);
  }
  console.log(`\n${table(["gateway", "MB when ready", `MB after ${seconds} s`, "requests"], rows)}`);
}

async function withContender<Value>(
  contender: Contender,
  graph: BenchGraph,
  work: (running: RunningContender) => Promise<Value>,
): Promise<Value> {
  const running = await contender.start(graph);
  try {
    return await work(running);
  } finally {
    await stopContender(running);
  }
}
