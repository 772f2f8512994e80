import { setFlagsFromString } from "node:v8";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { heapArguments } from "../../shared/base/process/heap-arguments";

/**
 * Starts a worker thread whose heap is bounded by these arguments of V8. `resourceLimits` cannot do that: what the process was
 * started with goes before them, so that a thread would get a young generation of the gateway's size, and no collection
 * before it had the gateway's initial heap. V8 reads these flags once, when it makes a heap: they are the process's own again
 * when the thread is online. A heap that another thread begins meanwhile is bounded like this one.
 */
export function startThread(
  file: string,
  options: WorkerOptions,
  heap: readonly string[] = heapArguments.documentThread,
  ofProcess: readonly string[] = process.execArgv,
): Worker {
  for (const flag of heap) setFlagsFromString(flag);
  const thread = new Worker(file, options);
  const restore = () => {
    for (const flag of heap) setFlagsFromString(flagOfProcess(flag, ofProcess));
  };
  thread.once("online", restore);
  // It may end before that.
  thread.once("exit", restore);
  return thread;
}

/** As the process was started with; 0: V8's own. */
function flagOfProcess(flag: string, ofProcess: readonly string[]): string {
  const [name] = flag.split("=", 1);
  return ofProcess.findLast((each) => each.startsWith(`${name}=`)) ?? `${name}=0`;
}
