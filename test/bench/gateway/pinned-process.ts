import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fromRoot } from "../../../shared/base/project/project-root";

/** Node.js on one core, in the project's folder, with these arguments and variables. It speaks over IPC. */
export function startPinned(
  core: number,
  args: readonly string[],
  variables: Record<string, string> = {},
): ChildProcess {
  return spawn("taskset", ["--cpu-list", String(core), process.execPath, ...args], {
    cwd: fromRoot(),
    env: { ...process.env, ...variables, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** Another program on one core, with these variables besides. It does not speak. */
export function spawnPinned(
  core: number,
  program: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): ChildProcess {
  return spawn("taskset", ["--cpu-list", String(core), program, ...args], {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** All threads of this process on one core, and what it starts from then on, unless that is pinned elsewhere. */
export function pinThisProcess(core: number): void {
  const args = ["--all-tasks", "--cpu-list", "--pid", String(core), String(process.pid)];
  execFileSync("taskset", args, { stdio: ["ignore", "ignore", "inherit"] });
}

/** Processor time that a process has used, in steps of 10 ms: what others on the machine do is not in it. */
export function processorMs({ pid }: Pick<ChildProcess, "pid">): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** What a process has in memory, in MiB. */
export function residentMb({ pid }: ChildProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
