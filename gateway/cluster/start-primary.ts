import cluster, { type Worker } from "node:cluster";
import type { Logger } from "../../shared/base/log/logger";
import { watchHeartbeat } from "../../shared/base/process/heartbeat";
import type { ProcessReport } from "../../shared/base/process/report";
import { RestartDelay } from "../../shared/base/process/restart-delay";
import type { GatewayConfig } from "../config/config";
import { watchSupergraph } from "../graph/watch-supergraph";
import { isExpectedMessage, isPublishedMessage, kindOf } from "./messages";
import { createSupergraphChanges } from "./supergraph-changes";

export interface PrimaryOptions {
  config: Pick<GatewayConfig, "GATEWAY_WORKERS" | "HANG_LIMIT_MS" | "SUPERGRAPH" | "SUPERGRAPH_POLL_MS"> &
    Partial<Pick<GatewayConfig, "METRICS_PORT">>;
  supergraphSdl: string;
  log: Logger;
}

/** The process that owns the port and starts the workers, and answers no request itself. */
export interface Primary {
  /** Ready when every worker is, or the first failure. */
  firstReport: Promise<ProcessReport>;
  /** Replaces every worker, one after the other, each when its successor is ready. Throws when one is not to be. */
  renew(): Promise<void>;
  /** Lets every worker drain and end. */
  stop(): Promise<void>;
  /** Workers that run, those that are ready, and how many died and were replaced so far. */
  counts(): PrimaryCounts;
}

export interface PrimaryCounts {
  alive: number;
  ready: number;
  died: number;
}

export function startPrimary({ config, supergraphSdl, log }: PrimaryOptions): Primary {
  const { promise: firstReport, resolve: settle } = Promise.withResolvers<ProcessReport>();
  const alive = new Set<Worker>();
  const ready = new Set<Worker>();
  /** Those whose end is meant. */
  const leaving = new Set<Worker>();
  /** One worker has the freshness job, and so has whoever takes its place. */
  const freshnessWorkers = new Set<Worker>();
  const delay = new RestartDelay();
  const supergraphs = createSupergraphChanges(supergraphSdl, () => ready, log);
  let stopping = false;
  let died = 0;
  /** A graph that was published is served, whatever becomes of the file. */
  let isPublished = false;
  /** Each worker's number from 1 on: the first that no other has. */
  const numbers = new Map<Worker, number>();
  const freeNumber = () => {
    let number = 1;
    while ([...numbers.values()].includes(number)) number += 1;
    return number;
  };

  const start = (hasFreshnessJob: boolean): Worker => {
    const number = freeNumber();
    const worker = cluster.fork({
      ...metricsVariable(config.METRICS_PORT, number),
      ...(!hasFreshnessJob && { FRESHNESS_INTERVAL_MS: "0" }),
    });
    numbers.set(worker, number);
    const startedAt = performance.now();
    if (hasFreshnessJob) freshnessWorkers.add(worker);
    alive.add(worker);
    supergraphs.serve(worker);
    const heartbeat = watchHeartbeat(worker, config.HANG_LIMIT_MS, () => {
      if (leaving.has(worker)) return;
      log.error({ pid: worker.process.pid }, "a worker hangs; it is ended");
      worker.process.kill("SIGKILL");
    });
    worker.on("message", (message: unknown) => {
      if (isPublishedMessage(message)) {
        isPublished = true;
        void supergraphs.change(message.supergraphSdl);
      }
      if (isExpectedMessage(message)) supergraphs.expect();
      if (kindOf(message) === "failed") settle(message as ProcessReport);
      if (kindOf(message) !== "ready") return;
      ready.add(worker);
      if (ready.size === config.GATEWAY_WORKERS) settle(message as ProcessReport);
      // It started on what was served then.
      void supergraphs.catchUp(worker);
    });
    worker.on("exit", (code, signal) => {
      heartbeat.end();
      alive.delete(worker);
      numbers.delete(worker);
      supergraphs.forget(worker);
      const wasReady = ready.delete(worker);
      if (stopping || leaving.delete(worker)) return;
      died += 1;
      log.error({ pid: worker.process.pid, code, signal }, "a worker died; another is started");
      const delayMs = delay.next(wasReady ? performance.now() - startedAt : 0);
      setTimeout(() => stopping || start(freshnessWorkers.delete(worker)), delayMs);
    });
    return worker;
  };

  const replace = async (worker: Worker): Promise<void> => {
    if (!alive.has(worker)) return;
    leaving.add(worker);
    const successor = start(freshnessWorkers.has(worker));
    leaving.add(successor);
    try {
      await begun(successor);
    } catch (error) {
      leaving.delete(worker);
      freshnessWorkers.delete(successor);
      if (!alive.has(worker)) start(freshnessWorkers.delete(worker));
      throw error;
    }
    leaving.delete(successor);
    freshnessWorkers.delete(worker);
    if (alive.has(worker)) await end(worker);
  };

  const unwatch = watchSupergraph(
    config.SUPERGRAPH,
    supergraphSdl,
    async (text) => {
      if (isPublished) log.warn("the supergraph's file has changed; a published graph is served");
      else await supergraphs.change(text);
    },
    config.SUPERGRAPH_POLL_MS,
  );
  // Ends with the primary's IPC or signals, not by itself: the watch alone would not keep it running.
  for (let index = 0; index < config.GATEWAY_WORKERS; index++) start(index === 0);
  return {
    firstReport,
    async renew() {
      for (const worker of [...ready]) await replace(worker);
    },
    async stop() {
      stopping = true;
      unwatch();
      await Promise.all([...alive].map(end));
    },
    counts: () => ({ alive: alive.size, ready: ready.size, died }),
  };
}

/** A port that is given is the primary's own: those of the workers follow it. */
function metricsVariable(
  port: GatewayConfig["METRICS_PORT"] | undefined,
  number: number,
): { METRICS_PORT?: string } {
  return typeof port === "number" && port > 0 ? { METRICS_PORT: String(port + number) } : {};
}

/** Fulfilled when a worker is ready; rejected when it ends before. */
function begun(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", (message: unknown) => {
      if (kindOf(message) === "ready") resolve();
    });
    worker.once("exit", () => reject(new Error("a new worker ended before it was ready")));
  });
}

/** Lets a worker drain and end; one that does not is ended, before this process is. */
function end(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => worker.process.kill("SIGKILL"), drainLimitMs);
    worker.once("exit", () => {
      clearTimeout(limit);
      resolve();
    });
    worker.process.kill("SIGTERM");
  });
}

const drainLimitMs = 9_700;
