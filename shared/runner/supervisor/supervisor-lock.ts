import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { isErrno } from "../../base/errors/is-errno";
import { makeOpenFolder } from "../embedded-postgres/make-open-folder";
import { StartupError } from "../embedded-postgres/startup-error";
import { processIdentity } from "./process-identity";

const processSchema = z.object({ pid: z.number(), identity: z.string() });
const childSchema = z.object({ ...processSchema.shape, name: z.string().optional() });
const lockSchema = z.object({ ...processSchema.shape, children: z.array(childSchema) });
type LockContent = z.output<typeof lockSchema>;

/** How long processes of a killed supervisor get to end; they have 10 s to drain. */
const leftoverLimitMs = 11_000;

/**
 * `<dataDirectory>/supervisor.json`: one supervisor to a data directory. It names the supervisor and its
 * children by number and start time, so that neither a crash nor a reused number shuts anyone out, and so
 * that the next start finds the children that a killed supervisor has left.
 */
export class SupervisorLock {
  private readonly children = new Map<string, z.output<typeof childSchema>>();

  private constructor(private readonly file: string) {}

  /**
   * Takes the lock, clearing away that of a supervisor that is gone.
   * @returns the lock, and the children of the former supervisor that are still alive.
   * @throws StartupError when another supervisor is running.
   */
  static take(dataDirectory: string): { lock: SupervisorLock; orphans: number[]; wasStale: boolean } {
    const file = join(dataDirectory, "supervisor.json");
    makeDataDirectory(dataDirectory);
    const lock = new SupervisorLock(file);
    let stale: LockContent | undefined;
    for (let attempt = 0; attempt < 5; attempt++) {
      if (lock.create()) {
        const orphans = (stale?.children ?? []).filter(isAlive).map(({ pid }) => pid);
        return { lock, orphans, wasStale: stale !== undefined };
      }
      const text = readOrEmpty(file);
      stale = parseLock(text);
      if (stale !== undefined && isAlive(stale)) {
        throw new StartupError(
          `Already running as pid ${stale.pid} with the data in ${dataDirectory}: stop that one (kill ${stale.pid}), or set DATA_DIRECTORY and the ports to others.`,
        );
      }
      removeStale(file, text);
    }
    throw new StartupError(`${file} is being written by another start: wait until it is up.`);
  }

  /** Notes the process that now runs under a child's name. */
  setChild(name: string, pid: number): void {
    this.children.set(name, { name, pid, identity: processIdentity(pid) ?? "" });
    renameSync(this.writeBeside(), this.file);
  }

  /** Gives the lock back. */
  release(): void {
    rmSync(this.file, { force: true });
  }

  /** A link appears with its content or not at all, and never over one that is there. */
  private create(): boolean {
    const written = this.writeBeside();
    try {
      linkSync(written, this.file);
      return true;
    } catch (error) {
      if (isErrno(error, "EEXIST")) return false;
      throw error;
    } finally {
      rmSync(written, { force: true });
    }
  }

  private writeBeside(): string {
    const { pid } = process;
    const content: LockContent = {
      pid,
      identity: processIdentity(pid) ?? "",
      children: [...this.children.values()],
    };
    const own = `${this.file}.${pid}`;
    writeFileSync(own, `${JSON.stringify(content)}\n`);
    return own;
  }
}

/**
 * Ends processes of a killed supervisor. They end by themselves when its channel closes, but one that is
 * busy may not notice for a while.
 */
export async function awaitOrphans(pids: number[], limitMs = leftoverLimitMs): Promise<void> {
  const left = pids.flatMap((pid) => {
    const identity = processIdentity(pid);
    return identity === undefined ? [] : [{ pid, identity }];
  });
  for (const one of left) signal(one.pid, "SIGTERM");
  const deadline = Date.now() + limitMs;
  while (left.some(isAlive) && Date.now() < deadline) await sleep(50);
  for (const one of left.filter(isAlive)) signal(one.pid, "SIGKILL");
  while (left.some(isAlive)) await sleep(20);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime.
  }
}

function isAlive({ pid, identity }: z.output<typeof processSchema>): boolean {
  return processIdentity(pid) === identity;
}

function makeDataDirectory(dataDirectory: string): void {
  try {
    makeOpenFolder(join(dataDirectory, "logs"));
    const probe = join(dataDirectory, `supervisor.${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new StartupError(
      `The data directory ${dataDirectory} cannot be written (${error instanceof Error ? error.message : error}): make it writable for you, or set DATA_DIRECTORY to another folder.`,
      { cause: error },
    );
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** What is no lock, such as a file truncated by a full disk, protects nobody. */
function parseLock(text: string): LockContent | undefined {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * Two starts may both find the lock stale, and the slower one must not remove what the faster one has put
 * in its place: so it is renamed, which only one of them can do, looked at, and put back if it is another.
 */
function removeStale(file: string, text: string): void {
  const aside = `${file}.stale-${randomBytes(4).toString("hex")}`;
  try {
    renameSync(file, aside);
    if (readOrEmpty(aside) !== text) linkSync(aside, file);
  } catch {
    // Somebody else was faster; the next attempt sees what is there now.
  } finally {
    rmSync(aside, { force: true });
  }
}
