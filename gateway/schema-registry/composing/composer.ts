import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { badInput, GraphError } from "../../../shared/base/errors/graph-error";
import type { Composed, CompositionResult, CompositionTask, RegistrySchema } from "./composition";

/**
 * Composes in a thread of its own: it takes a second and more, in which the gateway answers others. One composition at a
 * time; the thread ends when it has had nothing to do for a while.
 */
export interface Composer {
  /**
   * Throws BAD_USER_INPUT with a line for each reason where the subgraphs do not fit together, and where composing takes too
   * long; RATE_LIMITED while others wait.
   */
  compose(task: Omit<CompositionTask & { kind: "compose" }, "kind">): Promise<Composed>;
  /** The subgraphs that are committed. Throws BAD_USER_INPUT where there are none. */
  listed(): Promise<readonly RegistrySchema[]>;
  close(): Promise<void>;
}

export interface ComposerOptions {
  /** The thread's code; it answers each CompositionTask with a CompositionResult. */
  file?: string;
  longestMs?: number;
}

const mostWaiting = 8;
const idleMs = 60_000;
const resourceLimits = { maxOldGenerationSizeMb: 1024 };

export function createComposer({
  file = join(__dirname, "..", "..", "composer-main.js"),
  longestMs = 60_000,
}: ComposerOptions = {}): Composer {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const end = async () => {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };
  const run = async (task: CompositionTask): Promise<CompositionResult> => {
    clearTimeout(idle);
    worker ??= startThread(file);
    try {
      return await answerOf(worker, task, longestMs);
    } catch (error) {
      await end();
      throw error;
    } finally {
      idle = setTimeout(() => void end(), idleMs).unref();
    }
  };
  const inTurn = async (task: CompositionTask): Promise<CompositionResult> => {
    if (waiting >= mostWaiting)
      throw new GraphError("RATE_LIMITED", "Others compose now; try again shortly.", { retryAfter: 5 });
    waiting++;
    const turn = last.then(() => run(task));
    // Whoever comes next does not fail with it.
    last = turn.catch(() => undefined);
    try {
      const result = await turn;
      if ("refused" in result) throw badInput(result.refused);
      return result;
    } finally {
      waiting--;
    }
  };
  return {
    async compose(task) {
      const result = await inTurn({ kind: "compose", ...task });
      if (!("composed" in result)) throw new Error("Expected the thread to compose.");
      return result.composed;
    },
    async listed() {
      const result = await inTurn({ kind: "listed" });
      if (!("listed" in result)) throw new Error("Expected the thread to list subgraphs.");
      return result.listed;
    },
    async close() {
      clearTimeout(idle);
      await end();
    },
  };
}

function startThread(file: string): Worker {
  const worker = new Worker(file, { resourceLimits });
  worker.unref();
  // Whoever waits for an answer is told by that.
  worker.on("error", () => undefined);
  return worker;
}

function answerOf(worker: Worker, task: CompositionTask, longestMs: number): Promise<CompositionResult> {
  const { promise, resolve, reject } = Promise.withResolvers<CompositionResult>();
  const tooLong = () =>
    reject(badInput(`Expected schemas that can be composed within ${longestMs / 1000} s and 1 GB.`));
  const timer = setTimeout(tooLong, longestMs);
  worker.once("message", resolve);
  worker.once("exit", tooLong);
  worker.postMessage(task);
  return promise.finally(() => {
    clearTimeout(timer);
    worker.off("message", resolve);
    worker.off("exit", tooLong);
  });
}
