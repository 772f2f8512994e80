import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { heapArguments } from "../../../shared/base/process/heap-arguments";
import type { BenchGraph } from "./bench-graph";
import { startPinned } from "./pinned-process";

/** A gateway that takes part, started in a process of its own on the first core. */
export interface Contender {
  name: string;
  start(graph: BenchGraph): Promise<RunningContender>;
}

export interface RunningContender {
  child: ChildProcess;
  /** Where it takes queries. */
  url: string;
}

/** Which the others are compared with. */
export const apollo: Contender = {
  name: "Apollo, standalone",
  start: (graph) => startOther("apollo", graph),
};

export const gateways: readonly Contender[] = [
  { name: "Apollo with undici", start: (graph) => startOther("undici", graph) },
  { name: "ours", start: (graph) => startOurs(graph) },
];

/** As little as the two queries take. */
export const floor: Contender = { name: "written by hand", start: (graph) => startOther("floor", graph) };

/**
 * Ours, without identity as the others are, and otherwise as it is served; `options` are Node's own, `main` that of
 * another build, `variables` more settings.
 */
export async function startOurs(
  { supergraphFile }: BenchGraph,
  options: readonly string[] = heapArguments.gateway,
  main = "dist/gateway/main.js",
  variables: Record<string, string> = {},
): Promise<RunningContender> {
  const child = startPinned(0, [...options, main], {
    ...{ GATEWAY_PORT: "0", GATEWAY_IDENTITY: "off", LOG_LEVEL: "error", SUPERGRAPH: supergraphFile },
    // The one client here asks for more than any may, and the shop's query may cost more than the public's.
    ...{ RATE_PUBLIC: "0", BUDGET_PUBLIC: "1000000000" },
    ...variables,
  });
  const [said] = await once(child, "message");
  return { child, url: `${said.url}/graphql` };
}

async function startOther(
  kind: "apollo" | "undici" | "floor",
  { supergraphFile, urls }: BenchGraph,
): Promise<RunningContender> {
  const child = startPinned(0, ["dist/test/bench/gateway/contender-main.js", kind], {
    BENCH_GRAPH: JSON.stringify({ supergraphFile, urls }),
  });
  const [url] = await once(child, "message");
  return { child, url };
}

/** Ends it, and waits until it is gone: the next one needs its core. Killed, for not all end when they are asked to. */
export async function stopContender({ child }: RunningContender): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

/**
 * Starts them one after the other, and runs `work` while all of them are up. Those that `work` has stopped do not feel
 * an interrupt, and would outlive the bench for ever: they are ended first.
 */
export async function withContenders(
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
