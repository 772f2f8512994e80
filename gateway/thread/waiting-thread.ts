import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { startThread } from "./start-thread";

/** As deep as the event loop's own stack: what cannot be read there cannot be read here. */
const resourceLimits = { stackSizeMb: 1, maxOldGenerationSizeMb: 1024 };

/** One that nobody has taken is ended after so long, in milliseconds. */
const unusedMs = 30_000;

let waiting: { thread: Worker; timer: NodeJS.Timeout } | undefined;

/**
 * Starts a thread for documents before the graph is known that it is for: loading its code takes as long as reading a
 * supergraph, and is done by the time that the graph is composed.
 */
export function startWaitingThread(): void {
  if (waiting) return;
  const thread = startDocumentThread();
  thread.unref();
  const forget = () => {
    clearTimeout(timer);
    if (waiting?.thread === thread) waiting = undefined;
  };
  const timer = setTimeout(() => {
    forget();
    void thread.terminate();
  }, unusedMs).unref();
  // The next is started when it is needed, and then tells what is wrong.
  thread.on("error", forget);
  thread.on("exit", forget);
  waiting = { thread, timer };
}

/** Ends the one that waits, where there is one: the process is about to end. */
export async function endWaitingThread(): Promise<void> {
  const ending = waiting;
  waiting = undefined;
  clearTimeout(ending?.timer);
  await ending?.thread.terminate();
}

/** A thread of gateway/thread/document-worker-main.ts: the one that waits, where there is one. It is told its supergraph first. */
export function takeThread(): Worker {
  if (!waiting) return startDocumentThread();
  const { thread, timer } = waiting;
  waiting = undefined;
  clearTimeout(timer);
  return thread;
}

function startDocumentThread(): Worker {
  return startThread(join(__dirname, "document-worker-main.js"), { resourceLimits });
}
