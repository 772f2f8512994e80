import type { Logger } from "../../../shared/base/log/logger";
import type { WorkerSettings } from "../messages/messages";
import { openProcessFolders, type ProcessFolders } from "./process-folder";
import { type SqlProcess, startSqlProcess } from "./sql-process";
import { possibleWalls, type SystemLimits, thisMachine, type Walls } from "./walls";

/** SQL processes, some of which wait for a request. */
export interface ProcessPool {
  /**
   * One that is ready, and that nobody else gets. It is the caller's, who ends it. Throws where none can be started, or
   * not behind the walls that are required.
   */
  take(): Promise<SqlProcess>;
  /** Starts those that wait. */
  open(): void;
  /** Ends all, also those that were taken. */
  close(): Promise<void>;
}

export interface ProcessPoolOptions {
  /** How many wait. */
  standby: number;
  settings: Omit<WorkerSettings, "folder">;
  limits: SystemLimits;
  /** Of their folders. */
  directory: string;
  /** Whom they run as where the gateway runs as root. */
  user: number;
  /** Whether there are none without namespaces. */
  requiresNamespaces: boolean;
  log: Logger;
  walls?: readonly Walls[];
}

export function createProcessPool(options: ProcessPoolOptions): ProcessPool {
  const { standby, settings, log } = options;
  const machine = thisMachine();
  const possible = options.walls ?? possibleWalls(machine, options.limits, options.user);
  const all = new Set<SqlProcess>();
  const waiting: Promise<SqlProcess>[] = [];
  const starting = new Set<Promise<SqlProcess>>();
  let folders: Promise<ProcessFolders> | undefined;
  let walls: Promise<Walls> | undefined;
  let isOpen = false;
  let isClosed = false;

  const startBehind = async (behind: Walls): Promise<SqlProcess> => {
    folders ??= openProcessFolders(options.directory, machine.uid === 0 ? options.user : undefined);
    const folder = await (await folders).create();
    const started = await startSqlProcess({ walls: behind, folder, settings });
    if (isClosed) {
      await started.end();
      throw new Error("The gateway is being stopped.");
    }
    all.add(started);
    void started.ended.then(() => all.delete(started));
    return started;
  };
  /** The first start finds out which walls hold on this machine. */
  const first = async (): Promise<{ held: Walls; started: SqlProcess }> => {
    const failed: unknown[] = [];
    for (const each of possible) {
      if (options.requiresNamespaces && each.name !== "namespaces") continue;
      try {
        const started = await startBehind(each);
        log.info({ walls: each.name, missing: each.missing }, "SQL runs in processes of its own");
        return { held: each, started };
      } catch (error) {
        if (isClosed) throw error;
        failed.push(error);
        log.debug({ walls: each.name, err: error }, "SQL processes cannot be started behind these walls");
      }
    }
    const [cause] = failed;
    throw new Error("Expected walls behind which SQL processes can be started, found none.", { cause });
  };
  const start = (): Promise<SqlProcess> => {
    const begun = startAny();
    starting.add(begun);
    const settle = () => void starting.delete(begun);
    begun.then(settle, settle);
    return begun;
  };
  const startAny = async (): Promise<SqlProcess> => {
    if (isClosed) throw new Error("The gateway is being stopped.");
    if (walls) return startBehind(await walls);
    const found = first();
    walls = found.then(({ held }) => held);
    // Whoever comes next tries again.
    walls.catch(() => {
      walls = undefined;
    });
    return (await found).started;
  };
  const refill = () => {
    while (isOpen && !isClosed && waiting.length < standby) {
      const begun = start();
      waiting.push(begun);
      const forget = () => {
        const at = waiting.indexOf(begun);
        if (at !== -1) waiting.splice(at, 1);
        return at !== -1;
      };
      begun.then(
        // One that has died while it waited.
        (started) => started.ended.then(() => forget() && refill()),
        (error: unknown) => {
          // Not at once again: it would most likely fail again. The next request tries.
          if (forget() && !isClosed) log.error({ err: error }, "an SQL process cannot be started");
        },
      );
    }
  };
  return {
    async take() {
      const next = waiting.shift() ?? start();
      const taken = await next;
      refill();
      return taken;
    },
    open() {
      isOpen = true;
      refill();
    },
    async close() {
      isClosed = true;
      waiting.length = 0;
      await Promise.all([...all].map((each) => each.end()));
      // What is being started ends as soon as it has.
      await Promise.allSettled(starting);
    },
  };
}
