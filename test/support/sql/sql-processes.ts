import { readdirSync, readFileSync } from "node:fs";

/** The pids of SQL processes that a process has started, directly or by programs between. Linux only. */
export function sqlProcessesOf(ancestor: number): number[] {
  const parents = new Map<number, number>();
  const workers: number[] = [];
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (state === "Z") continue;
      parents.set(pid, Number(parent));
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      if (command[0]?.endsWith("node") && command.some((part) => part.endsWith("sql/worker/main.js")))
        workers.push(pid);
    } catch {
      // It has ended meanwhile.
    }
  }
  return workers.filter((pid) => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
      if (at === ancestor) return true;
    }
    return false;
  });
}
