import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { RenderedPage, RenderTask } from "./page-renderer";

/** Renders pages in a thread of its own, so that nobody who asks the graph waits for it. */
export interface RenderThread {
  /**
   * Renders a page. Throws where the thread cannot: too many pages wait already, this one took too long or has failed.
   */
  render(task: RenderTask): Promise<RenderedPage>;
  close(): Promise<void>;
}

export type RenderResult = { rendered: RenderedPage } | { failed: string };

interface Waiting {
  task: RenderTask;
  settle(result: RenderResult): void;
}

/** A task that takes longer is given up, and its thread replaced, in milliseconds. The first one loads React. */
const longestMs = 5_000;
/** Tasks that wait for their turn: more would be late anyway. */
const mostWaiting = 16;
const resourceLimits = { maxOldGenerationSizeMb: 128 };

/** A thread that runs a renderer's script, which is started when the first page is to be rendered. */
export function openRenderThread(script: string): RenderThread {
  const queue: Waiting[] = [];
  let worker: Worker | undefined;
  let running: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const start = (): Worker => {
    const started = new Worker(join(__dirname, "render-thread-main.js"), {
      workerData: script,
      resourceLimits,
    });
    // Requests keep the process running, not what they may need.
    started.unref();
    started.on("message", (result: RenderResult) => worker === started && settle(result));
    const fail = (reason: string) => {
      if (worker !== started) return;
      worker = undefined;
      settle({ failed: reason });
    };
    started.on("error", (error) => fail(error.message));
    started.on("exit", () => fail("The thread ended."));
    return started;
  };
  const settle = (result: RenderResult): void => {
    clearTimeout(timer);
    const done = running;
    running = undefined;
    done?.settle(result);
    work();
  };
  const giveUp = () => {
    const hung = worker;
    worker = undefined;
    void hung?.terminate();
    settle({ failed: `Expected a page within ${longestMs} ms.` });
  };
  const work = (): void => {
    if (running || isClosed) return;
    running = queue.shift();
    if (!running) return;
    worker ??= start();
    timer = setTimeout(giveUp, longestMs).unref();
    worker.postMessage(running.task);
  };
  return {
    render: (task) =>
      new Promise((resolve, reject) => {
        const settleTask = (result: RenderResult) =>
          "rendered" in result ? resolve(result.rendered) : reject(new Error(result.failed));
        if (queue.length >= mostWaiting) return settleTask({ failed: "Too many pages wait already." });
        queue.push({ task, settle: settleTask });
        work();
      }),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      for (const { settle: end } of [...(running ? [running] : []), ...queue.splice(0)])
        end({ failed: "The gateway is ending." });
      running = undefined;
      await worker?.terminate();
    },
  };
}
