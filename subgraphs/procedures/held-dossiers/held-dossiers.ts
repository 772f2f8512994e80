import { ensureChangeEpoch } from "../../../shared/change-epoch/change-epoch";
import type { Database } from "../../../shared/database/database";
import type { Logger } from "../../../shared/log/logger";
import { DossierThread } from "./dossier-thread";
import { loadDossiers, mostHeldIn } from "./load-dossiers";
import { mendDossierLogs } from "./mend-dossier-logs";

/** All dossiers as a snapshot of the database saw them. */
export interface HeldDossiers {
  thread: DossierThread;
  /** See `snapshotOrigin`. */
  origin: string;
  snapshot: string;
  /** So many changes that the thread holds had happened at that moment. */
  basis: number;
}

/** After a failure, or when there were too many, they are read again no sooner. */
const retryMs = 60_000;

/** Keeps the dossiers of one database in memory. */
export class DossierKeeper {
  #held: HeldDossiers | undefined;
  #loading: Promise<void> | undefined;
  #thread: DossierThread | undefined;
  #hasEnded = false;
  #lastTry = 0;
  readonly #database: Database;
  readonly #log: Logger;
  readonly #mostBytes: number;

  /** Of `mostBytes` of memory dossiers take half at most, and groups that are kept of questions the other half. */
  constructor(database: Database, log: Logger, mostBytes: number) {
    this.#database = database;
    this.#log = log;
    this.#mostBytes = mostBytes;
    keepers.set(database.identity, this);
  }

  /** Undefined while they are read, where that failed, and when their thread has ended. */
  get held(): HeldDossiers | undefined {
    if (this.#held?.thread.hasEnded) this.#held = undefined;
    if (!this.#held && performance.now() - this.#lastTry > retryMs) void this.load();
    return this.#held;
  }

  /** Reads all dossiers anew, once for all who ask meanwhile. Never fails: what goes wrong is in the log. */
  load(): Promise<void> {
    this.#loading ??= this.#replace().finally(() => {
      this.#loading = undefined;
      this.#lastTry = performance.now();
    });
    return this.#loading;
  }

  /** From now on another snapshot is held, unless that of `from` is not held any more. */
  advance(from: HeldDossiers, to: Pick<HeldDossiers, "snapshot" | "basis">): void {
    if (this.#held === from) this.#held = { ...from, ...to };
  }

  /** Forgets what is held, and reads nothing again. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#held = undefined;
    await this.#thread?.end();
  }

  async #replace(): Promise<void> {
    this.#held = undefined;
    await this.#thread?.end();
    if (this.#hasEnded) return;
    const thread = new DossierThread();
    this.#thread = thread;
    try {
      await ensureChangeEpoch(this.#database, mendDossierLogs, this.#log);
      const loaded = await loadDossiers(this.#database, thread, this.#mostBytes);
      if (loaded !== undefined) {
        this.#held = { thread, ...loaded, basis: 0 };
        return;
      }
      const mostHeld = mostHeldIn(this.#mostBytes);
      this.#log.info({ mostHeld }, "there are more dossiers than are held in memory");
    } catch (error) {
      if (!this.#hasEnded) this.#log.error({ err: error }, "dossiers are not held in memory");
    }
    await thread.end();
  }
}

const keepers = new WeakMap<object, DossierKeeper>();

/** Undefined for a database whose dossiers nobody holds. */
export function keeperOf(database: Database): DossierKeeper | undefined {
  return keepers.get(database.identity);
}
