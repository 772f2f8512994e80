import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoryUsage } from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMainThread } from "node:worker_threads";
import type { HeapReport } from "./read-heap";

/*
 * Loaded into each process of a soak (`NODE_OPTIONS=--require`): on SIGUSR2 it collects garbage and writes what is left to
 * `SOAK_HEAP_FOLDER/<pid>.json`. In production nothing of this is loaded.
 */

const folder = process.env.SOAK_HEAP_FOLDER;

if (folder !== undefined && isMainThread) {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  process.on("SIGUSR2", () => {
    collect();
    // What finalizers of the first collection let go of is collected by the second.
    setImmediate(() => {
      collect();
      const { heapUsed, external } = memoryUsage();
      const file = join(folder, String(process.pid));
      writeFileSync(`${file}.unfinished`, JSON.stringify({ heapUsed, external } satisfies HeapReport));
      renameSync(`${file}.unfinished`, `${file}.json`);
    });
  });
}
