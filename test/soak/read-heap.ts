import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What a process holds right after garbage was collected, in bytes. */
export interface HeapReport {
  /** JavaScript's heap of the main thread. */
  heapUsed: number;
  /** What objects of it hold outside: buffers. */
  external: number;
}

/** Longest that a collection may take; a process that is gone never reports. */
const patienceMs = 10_000;

/** Has a process that loaded `report-heap` collect its garbage, and reads what is left; undefined where it is gone. */
export async function readHeap(folder: string, pid: number): Promise<HeapReport | undefined> {
  const file = join(folder, `${pid}.json`);
  rmSync(file, { force: true });
  try {
    process.kill(pid, "SIGUSR2");
  } catch {
    // Gone since it was listed.
    return undefined;
  }
  const deadline = Date.now() + patienceMs;
  while (!existsSync(file)) {
    if (Date.now() > deadline) return undefined;
    await sleep(50);
  }
  const report: HeapReport = JSON.parse(readFileSync(file, "utf8"));
  return report;
}
