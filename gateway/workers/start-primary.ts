import cluster, { type Worker } from "node:cluster";
import type { Logger } from "../../shared/log/logger";
import type { ProcessReport } from "../../shared/process/report";
import type { GatewayConfig } from "../config";
import { watchSupergraph } from "../graph/watch-supergraph";
import { isPreparedMessage, kindOf, type PrimaryMessage } from "./messages";

export interface PrimaryOptions {
  config: Pick<GatewayConfig, "GATEWAY_WORKERS" | "SUPERGRAPH" | "SUPERGRAPH_POLL_MS">;
  supergraphSdl: string;
  log: Logger;
}

/** The process that owns the port and starts the workers, and answers no request itself. */
export interface Primary {
  /** Ready when every worker is, or the first failure. */
  firstReport: Promise<ProcessReport>;
  /** Lets every worker drain and end. */
  stop(): Promise<void>;
}

/** A worker that dies at once would otherwise be started again as fast as the machine can. */
const restartDelayMs = 500;

export function startPrimary({ config, supergraphSdl, log }: PrimaryOptions): Primary {
  const { promise: firstReport, resolve: settle } = Promise.withResolvers<ProcessReport>();
  /** What each worker serves. */
  const serving = new Map<Worker, string>();
  const ready = new Set<Worker>();
  let current = supergraphSdl;
  let stopping = false;

  /** One worker has the clerk, and so has whoever takes its place. */
  const start = (hasClerk: boolean) => {
    if (stopping) return;
    const worker = cluster.fork(hasClerk ? {} : { CLERK_INTERVAL_MS: "0" });
    serving.set(worker, current);
    send(worker, { kind: "serve", supergraphSdl: current });
    worker.on("message", (message: unknown) => {
      if (kindOf(message) === "failed") settle(message as ProcessReport);
      if (kindOf(message) !== "ready") return;
      ready.add(worker);
      if (ready.size === config.GATEWAY_WORKERS) settle(message as ProcessReport);
      // It started on what was current then.
      if (serving.get(worker) !== current) void change([worker], current);
    });
    worker.on("exit", (code, signal) => {
      serving.delete(worker);
      ready.delete(worker);
      if (stopping) return;
      log.error({ pid: worker.process.pid, code, signal }, "a worker died; another is started");
      setTimeout(() => start(hasClerk), restartDelayMs);
    });
  };

  /** All of them prepare, then all of them change; when one refuses, none does. */
  const change = async (workers: Worker[], text: string): Promise<void> => {
    const refusals = await Promise.all(workers.map((worker) => prepare(worker, text)));
    const refused = refusals.find((reason) => reason !== undefined);
    if (refused === undefined) current = text;
    else log.error({ reason: refused, alarm: true }, "the new supergraph is refused by a worker");
    for (const worker of workers) {
      send(worker, { kind: refused === undefined ? "commit" : "discard" });
      if (refused === undefined) serving.set(worker, text);
    }
  };
  const unwatch = watchSupergraph(
    config.SUPERGRAPH,
    supergraphSdl,
    (text) => change([...ready], text),
    config.SUPERGRAPH_POLL_MS,
  );
  // Ends with the primary's IPC or signals, not by itself: the watch alone would not keep it running.
  for (let index = 0; index < config.GATEWAY_WORKERS; index++) start(index === 0);
  return {
    firstReport,
    async stop() {
      stopping = true;
      unwatch();
      await Promise.all([...serving.keys()].map(end));
    },
  };
}

function send(worker: Worker, message: PrimaryMessage): void {
  if (worker.isConnected()) worker.send(message);
}

/** Why a worker refuses a supergraph; undefined when it is ready, or gone: its successor gets what is current. */
function prepare(worker: Worker, supergraphSdl: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const done = (reason?: string) => {
      worker.off("message", listen);
      worker.off("exit", gone);
      resolve(reason);
    };
    const listen = (message: unknown) => {
      if (isPreparedMessage(message)) done(message.refused);
    };
    const gone = () => done();
    worker.on("message", listen);
    worker.on("exit", gone);
    send(worker, { kind: "prepare", supergraphSdl });
  });
}

function end(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once("exit", () => resolve());
    worker.process.kill("SIGTERM");
  });
}
