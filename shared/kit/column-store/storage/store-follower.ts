import sql from "sql-template-tag";
import type { DataSource } from "typeorm";
import { RequestWork } from "../../../base/work/request-work";
import { Database } from "../../../database/database";
import type { StatisticsContext } from "../../cube/statistics-context";
import { Deadlines } from "./deadlines";
import { type PendingWrites, rowsAfter } from "./pending-writes";
import { readChanges } from "./read-rows";
import { RecentRows } from "./recent-rows";
import type { StoreState } from "./store-file";
import type { ChangedRows, StoreTables } from "./store-tables";
import type { SignedRow, StoredRow } from "./stored-row";

/** How long a query waits for many changes, in milliseconds; then it is answered as of before them. */
const patienceMs = 1_500;
/** How many changes are retained, by which cached answers can be updated. */
const mostChanges = 10_000;
/** How long changes wait for others, in milliseconds, to be written together, while no query needs the tables. */
const writeAfterMs = 250;

/** The state of the store as a query finds it. */
export interface StoreSnapshot {
  /** The instant that an answer is as of. */
  asOf: Date;
  /** Whether as many deadlines have passed as in cached answers. */
  isNow: boolean;
  /** The snapshot of the transaction that the query runs in, if it does. */
  snapshot: string | undefined;
}

export interface FollowerOptions {
  dataSource: DataSource;
  tables: StoreTables;
  state: StoreState;
  /** Called when the log does not have all changes: all rows must be read anew. */
  lost: () => void;
  /** Called when the store cannot be written. */
  failed: (error: unknown) => void;
}

/** The store has all changes; has many to read; or is of no use to the caller. */
type Followed = "whole" | "behind" | "apart";

/**
 * Keeps the tables of a store up to date by the change log. Queries learn of changes first, as signed rows in
 * the order of the log; the tables get them a little later, and before any query reads these. Reading changes
 * is one queue, so that they are in order, and work on the tables is another: no change waits until those
 * before it are written. Work that needs both waits in the first queue and then in the second.
 */
export class StoreFollower {
  readonly tables: StoreTables;
  readonly #options: FollowerOptions;
  readonly #database: Database;
  #state: StoreState;
  #deadlines: Deadlines;
  /** What the tables do not have yet. */
  #unwritten: PendingWrites[] = [];
  #writing: NodeJS.Timeout | undefined;
  readonly #recent = new RecentRows();
  /** The last changes; the first of them is number `#dropped`. */
  #changes: SignedRow[] = [];
  #dropped = 0;
  #reading: Promise<unknown> = Promise.resolve();
  #queue: Promise<unknown> = Promise.resolve();
  #following: Promise<Followed> | undefined;
  #bringing: Promise<void> | undefined;
  /** In which the epoch was last found to be the store's. */
  #incarnation: string | null | undefined;
  /** When a query last found it with all changes. */
  #wholeAt: Date | undefined;
  #hasEnded = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.tables = options.tables;
    this.#state = options.state;
    this.#database = Database.of(options.dataSource);
    this.#deadlines = new Deadlines(options.tables);
  }

  /** The number of the next change. */
  get offset(): number {
    return this.#dropped + this.#changes.length;
  }

  /** The changes from one on; undefined when some of them are no longer retained. */
  changesFrom(offset: number): SignedRow[] | undefined {
    return offset < this.#dropped ? undefined : this.#changes.slice(offset - this.#dropped);
  }

  /** Whether as many deadlines have passed at an instant as the store counts. */
  isSameAt(now: Date): boolean {
    return this.#deadlines.isSameAt(now);
  }

  /** Whether the store still is as of a snapshot. */
  isOf({ snapshot }: StoreSnapshot): boolean {
    return snapshot === undefined || this.#state.snapshot === snapshot;
  }

  /** Brings all up to date; returns whether the log had all changes. */
  async catchUp(): Promise<boolean> {
    if ((await this.#follow(this.#database)) === "behind") await this.#bringing;
    return !this.#hasEnded;
  }

  /** Reads what has changed and which deadlines have passed; undefined when the store is of no use to the caller. */
  async snapshotOf({ database, now }: StatisticsContext): Promise<StoreSnapshot | undefined> {
    let followed = await this.#follow(database);
    if (followed === "behind") {
      const waited = await Promise.race([this.#bringing?.then(() => true), sleep(patienceMs)]);
      followed = waited ? await this.#follow(database) : "behind";
    }
    if (followed === "apart" || (followed === "behind" && database.isTransaction)) return undefined;
    if (followed === "whole") this.#wholeAt = now;
    else RequestWork.leaveState();
    if (!this.#wholeAt) return undefined;
    const snapshot = {
      asOf: this.#wholeAt,
      snapshot: database.isTransaction ? this.#state.snapshot : undefined,
    };
    // Mostly known without the tables, which may be just being written.
    const passed = this.#deadlines.moveTo(now);
    if (passed) this.#push(passed);
    else
      await this.#afterReading(() => this.inTurn(() => this.#setClock(now))).catch((error: unknown) =>
        this.#fail(error),
      );
    if (this.#hasEnded || !this.isOf({ ...snapshot, isNow: true })) return undefined;
    return { ...snapshot, isNow: this.isSameAt(now) };
  }

  /**
   * Runs work on the tables when they have all known changes, and no other work runs on them. What it does
   * before its first `await` is of the same snapshot.
   */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#queue.then(async () => {
      while (this.#unwritten.length > 0 && !this.#hasEnded) await this.#write();
      return work();
    });
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** Runs work when no changes are being read. */
  #afterReading<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#reading.then(work);
    this.#reading = done.catch(() => undefined);
    return done;
  }

  async #setClock(now: Date): Promise<void> {
    // Another query may have set it meanwhile.
    const passed = this.#deadlines.moveTo(now);
    if (passed) return this.#push(passed);
    await this.#deadlines.setTo(now);
    this.#forget();
  }

  /** Writes all known changes, and closes the tables. */
  async end(): Promise<void> {
    await this.#bringing;
    await this.#afterReading(() => this.inTurn(async () => undefined)).catch(() => undefined);
    this.#hasEnded = true;
    this.tables.close();
  }

  /** All that wait for it share one statement; a transaction sees what it sees. */
  #follow(database: Database): Promise<Followed> {
    if (database.isTransaction) return this.#afterReading(() => this.#read(database));
    this.#following ??= RequestWork.runForAll(() =>
      this.#afterReading(() => {
        this.#following = undefined;
        return this.#read(database);
      }),
    );
    return this.#following;
  }

  async #read(database: Database): Promise<Followed> {
    if (this.#hasEnded) return "apart";
    if (this.#bringing) return "behind";
    const { cube, layout } = this.tables;
    const changes = await readChanges(database, cube, layout, this.#state.snapshot);
    if (!changes.isShared) return "apart";
    // A database of another epoch may seem to be of an earlier snapshot for ever.
    if (!(await this.#isOfEpoch(changes.incarnation))) return this.#lose();
    if (!changes.isEarlier) return "apart";
    if (changes.isAll || !changes.isWhole) return this.#lose();
    if (changes.ids === null) {
      this.#bring();
      return "behind";
    }
    const state = { ...this.#state, snapshot: changes.snapshot };
    if (changes.ids.length > 0) await this.#note({ ids: changes.ids, rows: changes.rows }, state);
    this.#state = state;
    return "whole";
  }

  #lose(): Followed {
    this.#hasEnded = true;
    this.#options.lost();
    return "apart";
  }

  async #note(changed: ChangedRows, state: StoreState): Promise<void> {
    const before = await this.#rowsOf(changed.ids);
    this.#deadlines.note(before, changed.rows);
    const signed =
      (sign: 1 | -1) =>
      (row: StoredRow): SignedRow => ({ sign, row, isPassed: this.#deadlines.isPassed(row) });
    this.#push([...before.map(signed(-1)), ...changed.rows.map(signed(1))]);
    this.#unwritten.push({ changed, state });
    this.#recent.note(changed);
    this.#writing ??= setTimeout(() => {
      void this.inTurn(async () => undefined).catch((error: unknown) => this.#fail(error));
    }, writeAfterMs).unref();
  }

  /** Rows as they were last known, each once: the tables may not have what came last. */
  async #rowsOf(changed: readonly string[]): Promise<StoredRow[]> {
    const ids = [...new Set(changed)];
    const latest = rowsAfter(this.#unwritten);
    const latestOf = (id: string) => (latest.has(id) ? latest.get(id) : this.#recent.get(id));
    const isWritten = (id: string) => !latest.has(id) && this.#recent.get(id) === undefined;
    const written = await this.tables.rowsOf(ids.filter(isWritten));
    return [...written, ...ids.flatMap((id) => latestOf(id) ?? [])];
  }

  /** Writes all that is known, at once. */
  async #write(): Promise<void> {
    clearTimeout(this.#writing);
    this.#writing = undefined;
    const pending = [...this.#unwritten];
    const rows = rowsAfter(pending);
    const state = pending.at(-1)?.state ?? this.#state;
    const left = [...rows.values()].filter((row) => row !== undefined);
    await this.tables.apply({ ids: [...rows.keys()], rows: left }, state);
    this.#unwritten.splice(0, pending.length);
  }

  /** Whether the log's transactions are of the epoch that the store is of. */
  async #isOfEpoch(incarnation: string | null): Promise<boolean> {
    if (incarnation === this.#incarnation) return true;
    const { epoch } = await this.#database.row<{ epoch: string | null }>(
      sql`SELECT current_change_epoch() AS epoch`,
    );
    this.#incarnation = incarnation;
    return epoch === this.#state.epoch;
  }

  /** Copies many changes while queries go on, which see nothing of them until all are there. */
  #bring(): void {
    const bringing = () =>
      this.tables.bring(this.#options.dataSource, this.#state, (commit) =>
        this.inTurn(async () => {
          this.#state = await commit();
          this.#deadlines = new Deadlines(this.tables);
          this.#recent.clear();
          this.#forget();
        }),
      );
    // When what is known is written, for there is nothing more to write until all is there.
    this.#bringing ??= RequestWork.runForAll(() => this.inTurn(async () => undefined).then(bringing))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#bringing = undefined;
      });
  }

  #fail(error: unknown): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#options.failed(error);
  }

  #push(changes: readonly SignedRow[]): void {
    this.#changes.push(...changes);
    if (this.#changes.length > mostChanges)
      this.#dropped += this.#changes.splice(0, this.#changes.length - mostChanges / 2).length;
  }

  /** Cached answers cannot be updated by what comes next. */
  #forget(): void {
    this.#dropped += this.#changes.length + 1;
    this.#changes = [];
  }
}

function sleep(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined).unref());
}
