import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { heapArguments } from "../../shared/base/process/heap-arguments";
import { withBenchGraph } from "./gateway/bench-graph";
import { startOurs, stopContender } from "./gateway/contenders";
import { load } from "./gateway/load";
import { table } from "./support/measure";

const mb = (bytes: number) => bytes / 1024 / 1024;

/**
 * Ten minutes of queries of which no two are the same, over 20 connections: what our gateway holds at the end of each
 * minute, in V8's heap and outside of it (Node.js itself, buffers, what malloc keeps). What is used of the heap is
 * partly garbage; after the first and the last minute also without it, where a leak would show. Other times:
 * BENCH_MINUTES.
 */
export async function run(): Promise<void> {
  const minutes = Number(process.env.BENCH_MINUTES ?? 10);
  await withBenchGraph("board", async (graph) => {
    const running = await startOurs(graph, [
      ...heapArguments.gateway,
      "--expose-gc",
      "--require=./dist/test/bench/gateway/tell-memory.js",
    ]);
    try {
      const rows: (string | number)[][] = [];
      let asked = 0;
      for (let minute = 1; minute <= minutes; minute++) {
        const { requests, failures } = await load(running.url, () => uniqueQuery(asked++), 20, 60_000);
        const now = await memoryOf(running.child, "memory");
        const isMeasured = minute === 1 || minute === minutes;
        const collected = isMeasured ? await memoryOf(running.child, "collected") : undefined;
        rows.push([
          ...[String(minute), String(requests), String(failures), mb(now.rss), mb(now.heapTotal)],
          ...[mb(now.rss - now.heapTotal), mb(now.heapUsed), collected ? mb(collected.heapUsed) : ""],
        ]);
      }
      const headings = ["RSS MB", "heap MB", "rest MB", "heap used MB", "without garbage MB"];
      console.log(table(["minute", "queries", "failures", ...headings], rows));
    } finally {
      await stopContender(running);
    }
  });
}

function uniqueQuery(number: number): string {
  return `query Unique${number} { unit(code: "00004") { name${number}: name taskStats { overdue } dossierStats { received } } }`;
}

async function memoryOf(child: ChildProcess, query: "memory" | "collected"): Promise<NodeJS.MemoryUsage> {
  child.send(query);
  const [usage] = await once(child, "message");
  return usage;
}
