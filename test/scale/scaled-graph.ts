import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { variablePrefix } from "../../shared/base/config/variable-prefix";
import { heapArguments } from "../../shared/base/process/heap-arguments";
import { fromRoot } from "../../shared/base/project/project-root";
import { testNow } from "../support/subgraph/subgraph-harness";
import type { NetworkHost } from "./network-hosts";

/** Processes of a graph on hosts of their own. */
export interface ScaledGraph {
  /** Of each gateway. */
  urls: string[];
  /** Process ids by kind: gateway, subgraph. */
  pids: { gateway: number[]; subgraph: number[] };
  stop(): Promise<void>;
}

export interface ScaledGraphOptions {
  gateways: number;
  /** Processes of each subgraph. */
  subgraphs: number;
  /** URL of each subgraph's database, by its name. */
  databases: ReadonlyMap<string, string>;
  /** With the keys. */
  dataDirectory: string;
  host(): NetworkHost;
}

const port = 4000;
/** A dozen processes start at once. */
const patienceMs = 180_000;

/** Starts as many processes, each on a host of its own, and waits until all gateways are ready. */
export async function startScaledGraph(options: ScaledGraphOptions): Promise<ScaledGraph> {
  const { databases, dataDirectory, host } = options;
  const children: ChildProcess[] = [];
  const common = {
    ...{ PATH: process.env.PATH, NODE_ENV: "production", LOG_LEVEL: "info", METRICS_PORT: "off" },
    STATEMENT_TIMEOUT_MS: "60000",
    ...{
      DATA_DIRECTORY: dataDirectory,
      GRAPH_NOW: testNow,
      NODE_COMPILE_CACHE: join(dataDirectory, "cache"),
    },
  };
  const start = (
    kind: keyof typeof heapArguments,
    file: string[],
    args: string[],
    environment: NodeJS.ProcessEnv,
  ) => {
    const { address, spawn } = host();
    const child = spawn(process.execPath, [...heapArguments[kind], fromRoot("dist", ...file), ...args], {
      env: { ...common, HOST: address, ...environment },
      stdio: ["ignore", "ignore", "inherit"],
    });
    children.push(child);
    return { origin: `http://${address}:${port}`, pid: child.pid ?? 0 };
  };
  const stop = async () => {
    const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    await Promise.all(
      running.map((child) => {
        const ended = once(child, "exit");
        child.kill("SIGTERM");
        return ended;
      }),
    );
  };
  try {
    const subgraphs = [...databases].map(([name, url]) => {
      const prefix = variablePrefix(name);
      const variables = { [`${prefix}_PORT`]: String(port), [`${prefix}_DATABASE_URL`]: url };
      const file = ["shared", "kit", "subgraph", "main.js"];
      const processes = Array.from({ length: options.subgraphs }, () =>
        start("subgraph", file, [name, "serve"], variables),
      );
      return { prefix, processes };
    });
    const urls = subgraphs.map(({ prefix, processes }) => [
      `${prefix}_URL`,
      processes.map(({ origin }) => `${origin}/graphql`).join(","),
    ]);
    const gateways = Array.from({ length: options.gateways }, () =>
      start("gateway", ["gateway", "main.js"], [], {
        // Every answer is fetched and executed. What it takes is measured, not what is refused for taking too long.
        ...{
          GATEWAY_PORT: String(port),
          RATE_PUBLIC: "0",
          SQL_STANDBY: "0",
          KEPT_ANSWERS_MB: "0",
          KEPT_FETCHES_MB: "0",
        },
        ...{ SUBGRAPH_TIMEOUT_MS: "60000", REQUEST_TIMEOUT_MS: "60000" },
        ...Object.fromEntries(urls),
      }),
    );
    for (const { origin } of gateways) await isReady(`${origin}/health/ready`, children);
    return {
      urls: gateways.map(({ origin }) => `${origin}/graphql`),
      pids: {
        gateway: gateways.map(({ pid }) => pid),
        subgraph: subgraphs.flatMap(({ processes }) => processes.map(({ pid }) => pid)),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function isReady(url: string, children: readonly ChildProcess[]): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    const ended = children.find(({ exitCode }) => exitCode !== null);
    if (ended) throw new Error(`A process has ended before all were ready: ${ended.spawnargs.join(" ")}.`);
    if (Date.now() > deadline) throw new Error(`Expected 200 of ${url}; got ${status}.`);
    await sleep(100);
  }
}
