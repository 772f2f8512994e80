import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fromRoot } from "../../shared/project/project-root";
import { readSubgraphList } from "../../shared/project/subgraph-list";
import { type RunningGraph, startGraph } from "../support/running-graph";
import { table } from "./measure";

/** Asks all four subgraphs. */
const ward = readFileSync(fromRoot("gateway", "explorer", "queries", "1-one-ward.graphql"), "utf8");
const processes = ["gateway", ...readSubgraphList().map((listed) => listed.name)];
const runMs = 30_000;
const betweenMs = 50;

/**
 * kill -9 of each process, one after the other, while a client without retries asks 20 times a second: how many of 30 s
 * of requests fail, and how long it takes until all are answered again. BENCH_ROOT names another built checkout.
 */
export async function run(): Promise<void> {
  const graph = await startGraph(process.env.BENCH_ROOT ?? fromRoot(), { LOG_LEVEL: "error" }, 300_000);
  try {
    await sleep(5_000);
    for (let warm = 0; warm < 50; warm += 1) await ask(graph);
    const rows = [];
    for (const name of processes) {
      const { failed, asked, outageMs } = await kill(graph, name);
      rows.push([name, `${failed} of ${asked}`, outageMs]);
      await sleep(5_000);
    }
    console.log(table(["killed", "failed in 30 s", "until answered again, ms"], rows));
  } finally {
    await graph.interrupt();
    await graph.cleanUp();
  }
}

async function kill(graph: RunningGraph, name: string) {
  const asked: { sentAt: number; isAnswered: boolean }[] = [];
  const answers: Promise<void>[] = [];
  const begun = performance.now();
  let killedAt = 0;
  while (performance.now() - begun < runMs) {
    if (killedAt === 0 && performance.now() - begun > 2_000) {
      process.kill(pidOf(graph, name), "SIGKILL");
      killedAt = performance.now();
    }
    const sentAt = performance.now();
    answers.push(ask(graph).then((isAnswered) => void asked.push({ sentAt, isAnswered })));
    await sleep(betweenMs);
  }
  await Promise.all(answers);
  const failed = asked.filter(({ isAnswered }) => !isAnswered);
  const last = Math.max(killedAt, ...failed.map(({ sentAt }) => sentAt));
  return { failed: failed.length, asked: asked.length, outageMs: last - killedAt };
}

/** The supervisor's children, in the order in which they were started. */
function pidOf({ dataDirectory }: RunningGraph, name: string): number {
  const lock: { children: { pid: number }[] } = JSON.parse(
    readFileSync(join(dataDirectory, "supervisor.json"), "utf8"),
  );
  const pid = lock.children[processes.indexOf(name)]?.pid;
  if (pid === undefined) throw new Error(`Expected a process ${name}.`);
  return pid;
}

/** Whether it was answered without an error. */
async function ask(graph: RunningGraph): Promise<boolean> {
  const answer = await fetch(`${graph.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: ward }),
  }).catch(() => undefined);
  const text = (await answer?.text().catch(() => undefined)) ?? '"errors"';
  return !text.includes('"errors"');
}
