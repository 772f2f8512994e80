import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fromRoot } from "../../shared/base/project/project-root";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { tasks } from "../../subgraphs/tasks/subgraph";
import { nestedLists } from "../support/schema/nested-lists";
import { openTestSubgraph } from "../support/subgraph/subgraph-harness";
import { type SubgraphProcess, startSubgraphProcess } from "./abandoned/subgraph-process";
import { table } from "./support/measure";

/** Lists in lists in lists; the light one is what everybody else asks. */
const cases = [
  {
    subgraph: procedures,
    hostile: nestedLists("procedures", "competentOrganization", 3),
    light: "{ procedures(first: 1) { nodes { code } } }",
  },
  {
    subgraph: tasks,
    hostile: nestedLists("tasks", "leadOrganization", 5),
    light: "{ tasks(first: 1) { nodes { code } } }",
  },
];

/**
 * What a subgraph does with a request of millions of objects whose caller leaves after 0.3 s: how long others wait, what
 * is left in memory 10 s later, and how long SIGTERM takes while it works on another. BENCH_ROOT names another built
 * checkout, to be measured the same way.
 */
export async function run(): Promise<void> {
  const root = process.env.BENCH_ROOT ?? fromRoot();
  const rows = [];
  for (const { subgraph, hostile, light } of cases) {
    const opened = await openTestSubgraph(subgraph);
    const dataDirectory = mkdtempSync(join(tmpdir(), "graph-abandoned-"));
    try {
      const served = await startSubgraphProcess(root, subgraph.name, opened.url, dataDirectory);
      rows.push([subgraph.name, ...(await abandon(served, hostile, light))]);
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true });
      await opened.close();
    }
  }
  const headings = ["subgraph", "answered to the end", "slowest other after the caller left, ms"];
  console.log(table([...headings, "heap before, MB", "10 s after, MB", "SIGTERM to end, s"], rows));
}

async function abandon(
  served: SubgraphProcess,
  hostile: string,
  light: string,
): Promise<(string | number)[]> {
  for (let warm = 0; warm < 20; warm += 1) await served.ask(light);
  const before = await served.heapMb();
  const leaving = new AbortController();
  const asked = served.ask(hostile, leaving.signal).then(codeOf, (error: Error) => error.name);
  await sleep(300);
  leaving.abort();
  const outcome = await asked;
  let slowest = 0;
  for (let other = 0; other < 20; other += 1) {
    const begun = performance.now();
    await served.ask(light, AbortSignal.timeout(180_000)).catch(() => undefined);
    slowest = Math.max(slowest, performance.now() - begun);
  }
  await sleep(10_000);
  const after = await served.heapMb();
  void served.ask(hostile).catch(() => undefined);
  await sleep(300);
  return [outcome, slowest, before, after, (await served.endMs()) / 1000];
}

function codeOf({ status, text }: { status: number; text: string }): string {
  return `${status} ${/"code":"([A-Z_]+)"/.exec(text)?.[1] ?? ""}`;
}
