import { setTimeout as sleep } from "node:timers/promises";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import { askForWard, askSteadily } from "./kill/ask-steadily";
import { Processes } from "./kill/processes";
import { table } from "./support/measure";

const subgraphs = readSubgraphList().map(({ name }) => name);

/** What is done to which process. */
interface Blow {
  what: string;
  strike(processes: Processes, graph: RunningGraph): void;
}

const kill = (what: string, pid: (processes: Processes) => number): Blow => ({
  what: `${what} killed`,
  strike: (processes) => process.kill(pid(processes), "SIGKILL"),
});
const stop = (what: string, pid: (processes: Processes) => number): Blow => ({
  what: `${what} hangs (SIGSTOP)`,
  strike: (processes) => process.kill(pid(processes), "SIGSTOP"),
});
const child = (name: string) => (processes: Processes) => processes.pid(name);

const postgres = kill("PostgreSQL", (processes) => processes.postgres());
const supervisor: Blow = {
  what: "the supervisor killed, and started again at once",
  strike: (_, graph) => graph.replaceSupervisor(),
};
const ofOne: Blow[] = [
  ...["gateway", ...subgraphs].map((name) => kill(name, child(name))),
  stop("tasks", child("tasks")),
  ...[postgres, supervisor],
];
const ofTwo: Blow[] = [
  kill("a worker of the gateway", (processes) => processes.worker()),
  stop("a worker of the gateway", (processes) => processes.worker()),
  kill("the workers' primary", child("gateway")),
  ...subgraphs.map((name, index) => kill(`one of ${name}`, child(index % 2 === 0 ? name : `${name}-2`))),
  stop("one of procedures", child("procedures")),
  ...[postgres, supervisor],
];

const runMs = 30_000;

/**
 * kill -9 of each process, one after the other, while a client without retries asks 20 times a second: how many of 30 s
 * of requests fail, and how long it takes until all are answered again; with one process of each, and with two.
 */
export async function run(): Promise<void> {
  await strikeAll("One process of each", ofOne, {});
  await strikeAll("Two of each", ofTwo, { SUBGRAPH_REPLICAS: "2", GATEWAY_WORKERS: "2" });
}

async function strikeAll(title: string, blows: Blow[], variables: Record<string, string>): Promise<void> {
  const graph = await startGraph(fromRoot(), { LOG_LEVEL: "error", RATE_PUBLIC: "0", ...variables }, 300_000);
  try {
    const processes = new Processes(graph);
    const load = { perSecond: 20, forMs: runMs, ask: () => askForWard(graph) };
    await askSteadily({ ...load, forMs: 10_000 }, () => undefined);
    const rows = [];
    for (const { what, strike } of blows) {
      const { asked, failed, fetchFailureMs } = await askSteadily(load, () => strike(processes, graph));
      rows.push([what, `${failed} of ${asked}`, fetchFailureMs]);
      await sleep(3_000);
    }
    console.log(`${title}:\n`);
    console.log(`${table(["", "failed in 30 s", "last failure after, ms"], rows)}\n`);
  } finally {
    await graph.interrupt();
    await graph.cleanUp();
  }
}
