import { readdirSync, readFileSync } from "node:fs";

/** Ticks of the kernel's accounting in a second, on every Linux of today. */
const ticks = 100;

/** Processor time that processes have taken so far, in seconds; one that has ended counts for nothing. */
export function processorSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + secondsOf(pid), 0);
}

/** A process and all that it has started and that still run. */
export function withChildren(pid: number): number[] {
  const tasks = readEntries(`/proc/${pid}/task`);
  const children = tasks.flatMap((task) =>
    readOrEmpty(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean),
  );
  return [pid, ...children.flatMap((child) => withChildren(Number(child)))];
}

function secondsOf(pid: number): number {
  // The name, in brackets, may have blanks.
  const [, fields = ""] = readOrEmpty(`/proc/${pid}/stat`).split(") ");
  const [user = 0, system = 0] = fields.split(" ").slice(11, 13).map(Number);
  return (user + system) / ticks;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // The process has ended.
    return "";
  }
}

function readEntries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // The process has ended.
    return [];
  }
}
