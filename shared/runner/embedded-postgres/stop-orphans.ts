import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "./run-command";
import { StartupError } from "./startup-error";

/**
 * Ends what a former run has left in a data folder, so that a new server may start in it.
 *
 * After `kill -9` of the supervisor its server lives on: it is shut down as one is, and started again by
 * the caller with its own settings. After `kill -9` of the server, postmaster.pid stays behind. PostgreSQL
 * clears that away itself, except when its number has been given to some other process since: then it
 * believes the server alive, for ever. So the file is removed here, once it is certain that no process
 * works in the folder, for two servers on one folder would destroy it.
 */
export async function stopOrphans(folder: string, log: (line: string) => void): Promise<void> {
  const postmaster = readPostmasterPid(folder);
  if ((await processesIn(folder)).length > 0) {
    log("Stopping the PostgreSQL that a former run has left behind");
    // SIGINT is the fast shutdown, SIGQUIT the immediate one:
    // https://www.postgresql.org/docs/18/server-shutdown.html
    const ended =
      (await endWith("SIGINT", folder, postmaster, 20_000)) ||
      (await endWith("SIGQUIT", folder, postmaster, 5_000)) ||
      (await endWith("SIGKILL", folder, undefined, 5_000));
    if (!ended) {
      const pids = (await processesIn(folder)).join(", ");
      throw new StartupError(
        `A PostgreSQL of a former run does not end (pid ${pids}): end it, then start again.`,
      );
    }
  }
  rmSync(join(folder, "postmaster.pid"), { force: true });
}

/** Signals the server, or every process when it is gone, and waits; false when some are still there. */
async function endWith(
  signal: NodeJS.Signals,
  folder: string,
  postmaster: number | undefined,
  limitMs: number,
): Promise<boolean> {
  const before = await processesIn(folder);
  const targets = postmaster !== undefined && before.includes(postmaster) ? [postmaster] : before;
  for (const pid of targets) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended in the meantime.
    }
  }
  const deadline = Date.now() + limitMs;
  while ((await processesIn(folder)).length > 0) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

/** Line 1 of postmaster.pid: https://www.postgresql.org/docs/18/storage-file-layout.html */
function readPostmasterPid(folder: string): number | undefined {
  return Number(readPostmasterFile(folder)[0]) || undefined;
}

/** The lines of postmaster.pid; none when there is no such file. */
export function readPostmasterFile(folder: string): string[] {
  try {
    return readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/**
 * The live processes of a data folder's server. All of them work in the folder, which Linux shows; elsewhere
 * the server of postmaster.pid is one of ours when its command line names the folder.
 */
export async function processesIn(folder: string): Promise<number[]> {
  if (process.platform === "linux") {
    const real = realpathSync(folder);
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && worksIn(name, real))
      .map(Number);
  }
  const pid = readPostmasterPid(folder);
  if (pid === undefined) return [];
  const { output } = await runCommand("ps", ["-o", "command=", "-p", String(pid)]);
  return output.includes(folder) ? [pid] : [];
}

function worksIn(pid: string, folder: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === folder &&
      readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres")
    );
  } catch {
    // Ended, or another user's: a server of this folder is ours.
    return false;
  }
}
