import type { EventEmitter } from "node:events";
import type { Worker } from "node:worker_threads";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import type { Role } from "../../shared/http/identity/viewer";
import type { Limits } from "../cost/limits";
import type { QueryPlan } from "../planner/query-plan";
import { PlanRefused } from "../planner/query-planner";
import type { SupergraphReading } from "../supergraph/supergraph-reading";
import { createFairQueue } from "./fair-queue";
import { maxWaiting, tooManyDocuments } from "./max-waiting";
import { errorOf, type SerializedError } from "./serialized-error";
import { takeThread } from "./waiting-thread";

/** What the thread is told first. */
export interface ThreadData {
  supergraphSdl: string;
  limits: Limits | undefined;
}

export type DocumentTask = { kind: "read"; text: string; role: Role } | { kind: "plan"; text: string };

/** What it answers once it can work. */
export interface Readiness {
  read: SupergraphReading;
}

export type DocumentResult =
  | { plan: QueryPlan }
  | { errors: SerializedError[] }
  | { thrown: SerializedError };

/**
 * A worker thread for what takes long with new documents: reading large ones, validating them, planning. Operations in
 * use need none of it, so a client that floods the gateway with new documents delays its own alone: clients take turns,
 * one task at a time. By hand: piscina 5 ends and replaces a hung thread as well, but counts its time limit from when a
 * task is queued; with one thread and our queue, little of a pool remains.
 */
export interface DocumentWorker {
  /**
   * Fulfilled once it can work, with what it has read; rejected where the supergraph is not valid, or nothing can be planned
   * on it.
   */
  ready: Promise<SupergraphReading>;
  /** The errors of a document; throws GraphError when it cannot be read at all, or costs too much as it stands. */
  read(text: string, role: Role, client: string): Promise<readonly GraphError[]>;
  /** Throws what QueryPlanner.plan throws. */
  plan(operation: string, client: string): Promise<QueryPlan>;
  close(): Promise<void>;
}

/** A task that takes longer is given up, in milliseconds. */
const longestMs = 5_000;

const tooLarge = () => new PlanRefused("Expected an operation that can be planned in time and memory.");

interface Waiting {
  task: DocumentTask;
  settle: (answer: DocumentResult | Error) => void;
}

/** What is used of a worker thread. */
export type DocumentThread = Pick<EventEmitter, "on"> & Pick<Worker, "postMessage" | "terminate" | "unref">;

function startThread(data: ThreadData): DocumentThread {
  const thread = takeThread();
  thread.postMessage(data);
  return thread;
}

export function openDocumentWorker(data: ThreadData, log: Logger, open = startThread): DocumentWorker {
  const queue = createFairQueue<Waiting>(maxWaiting);
  let worker: DocumentThread | undefined;
  let running: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isReady = false;
  const ready = Promise.withResolvers<SupergraphReading>();

  const start = (): DocumentThread => {
    const started = open(data);
    // Requests keep the process running, not what they may need.
    started.unref();
    // A thread that was replaced may still have an answer on its way: it is for no task of now.
    started.on("message", (answer: DocumentResult | Readiness) => {
      if (worker !== started) return;
      if ("read" in answer) {
        isReady = true;
        ready.resolve(answer.read);
      } else settle(answer);
    });
    started.on("error", (error) => {
      // Whoever opened it is told why it has not begun. The stack is one of the thread.
      ready.reject(new Error(error.message, { cause: error }));
      if (isReady) log.error({ err: error }, "the document worker failed");
    });
    started.on("exit", () => {
      if (worker !== started) return;
      worker = undefined;
      if (!isClosed) settle(tooLarge());
    });
    return started;
  };
  const settle = (answer: DocumentResult | Error): void => {
    clearTimeout(timer);
    const done = running;
    running = undefined;
    done?.settle(answer);
    work();
  };
  const giveUp = () => {
    log.warn({ characters: running?.task.text.length }, "a document took too long; its thread is replaced");
    const hung = worker;
    worker = undefined;
    void hung?.terminate();
    settle(tooLarge());
  };
  const work = (): void => {
    if (running || isClosed) return;
    running = queue.next();
    if (!running) return;
    worker ??= start();
    timer = setTimeout(giveUp, longestMs).unref();
    worker.postMessage(running.task);
  };
  const ask = (client: string, task: DocumentTask): Promise<DocumentResult> =>
    new Promise((resolve, reject) => {
      const settleTask = (answer: DocumentResult | Error) =>
        answer instanceof Error ? reject(answer) : resolve(answer);
      if (!queue.add(client, { task, settle: settleTask })) reject(tooManyDocuments());
      work();
    });
  worker = start();
  // Whoever opened it may not wait.
  ready.promise.catch(() => {});
  return {
    ready: ready.promise,
    async read(text, role, client) {
      const answer = await ask(client, { kind: "read", text, role });
      if ("thrown" in answer) throw errorOf(answer.thrown, text);
      if (!("errors" in answer)) throw new Error("Expected the thread to validate a document.");
      return answer.errors.map((each) => errorOf(each, text)).filter((error) => error instanceof GraphError);
    },
    async plan(text, client) {
      const answer = await ask(client, { kind: "plan", text });
      if ("thrown" in answer) throw errorOf(answer.thrown, text);
      if (!("plan" in answer)) throw new Error("Expected the thread to plan an operation.");
      return answer.plan;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await worker?.terminate();
    },
  };
}
