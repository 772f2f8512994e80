import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Resident memory of a process of the graph by its name, in megabytes. */
export function residentMb(dataDirectory: string, name: string): number {
  const { children }: { children: { name: string; pid: number }[] } = JSON.parse(
    readFileSync(join(dataDirectory, "supervisor.json"), "utf8"),
  );
  const pid = children.find((child) => child.name === name)?.pid;
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** The most that a process had while `work` was done, less what it had before, in megabytes. */
export async function memoryGrowth<Result>(
  dataDirectory: string,
  name: string,
  work: () => Promise<Result>,
): Promise<{ result: Result; grownMb: number }> {
  const before = residentMb(dataDirectory, name);
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, residentMb(dataDirectory, name));
  }, 50);
  try {
    return { result: await work(), grownMb: Math.max(most, residentMb(dataDirectory, name)) - before };
  } finally {
    clearInterval(look);
  }
}
