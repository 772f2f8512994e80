import type { DataSource } from "typeorm";
import type { Logger } from "../../base/log/logger";
import { RequestWork } from "../../base/work/request-work";
import { ensureChangeEpoch } from "../../database/change-epoch/change-epoch";
import { repairChangeLog } from "../../database/change-log/maintain-change-log";
import { Database } from "../../database/database";
import type { Cube } from "../cube/cube";
import { type CubeStore, StatementCancelled, type StatisticsContext } from "../cube/statistics-context";
import {
  type FoundDistributions,
  type FoundGroups,
  type GroupKeys,
  groupKey,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";
import { CachedDistributions } from "./cached-distributions";
import { findDistinct, findDistributions } from "./find-distributions";
import { findGroups } from "./find-groups";
import { hasManyGroups } from "./groups-by-measure";
import type { RunStatement } from "./leading-groups";
import { type OpenedStore, openedStore } from "./opened-store";
import { combinationsOf, wholeOf } from "./result-cache";
import { runOnSnapshot } from "./run-on-snapshot";
import { openStoreFile, readState, reasonOf, type StoreFile, type StoreState } from "./storage/store-file";
import { StoreFollower, type StoreSnapshot } from "./storage/store-follower";
import { StoreTables } from "./storage/store-tables";

export interface ColumnStoreOptions {
  cube: Cube;
  dataSource: DataSource;
  log: Pick<Logger, "info" | "warn">;
  /** Folder of its files: one for each process. */
  folder: string;
  /** Most memory of DuckDB, in bytes. */
  memory: number;
  /** Its threads; two by default. */
  threads?: number | undefined;
  /** Longest run of one statement, in milliseconds; 0 for no limit. */
  statementTimeoutMs: number;
}

/** What became of the questions that a store was asked, and whether it can answer now. */
export interface ColumnStoreState {
  isOpen: boolean;
  /** Answered from its cache, by DuckDB, and not at all. */
  cached: number;
  counted: number;
  unanswered: number;
  /** How often it was given up. */
  failures: number;
}

/** After a failure the store is not made anew before that. */
const retryMs = 60_000;

/**
 * A cube's rows in columns: DuckDB's file of this process, opened at start, brought up to date by the change log, and
 * exact at all times. A query first reads what has changed; then a cached answer is updated by the changes, or
 * DuckDB runs the query on a snapshot of its own.
 */
export class ColumnStore implements CubeStore {
  readonly #options: ColumnStoreOptions;
  readonly #database: Database;
  #file: StoreFile | undefined;
  #opened: OpenedStore | undefined;
  #opening: Promise<void> | undefined;
  #lastTry = Number.NEGATIVE_INFINITY;
  #hasEnded = false;
  readonly #counts = { cached: 0, counted: 0, unanswered: 0, failures: 0 };

  constructor(options: ColumnStoreOptions) {
    this.#options = options;
    this.#database = Database.of(options.dataSource);
  }

  /**
   * Opens the file and brings it up to date, or fills it. Never fails: what goes wrong is in the log, and tried again.
   */
  async open(): Promise<void> {
    if (!this.#opening) await this.#opened?.follower.catchUp().catch((error: unknown) => this.#fail(error));
    if (this.#opened && !this.#opening) return;
    this.#opening ??= RequestWork.runForAll(() => this.#open(true)).finally(() => {
      this.#opening = undefined;
      this.#lastTry = performance.now();
    });
    return this.#opening;
  }

  async count(
    query: StatisticsQuery,
    context: StatisticsContext,
  ): Promise<(FoundGroups & { asOf: Date }) | undefined> {
    const found = await this.#find(context);
    if (!found) return undefined;
    const { opened, snapshot, isCurrent } = found;
    const { follower, results } = opened;
    const { tables } = follower;
    const { now } = context;
    const cached = isCurrent() ? results.find(query, now) : undefined;
    if (cached) {
      this.#counts.cached += 1;
      return { ...cached, asOf: snapshot.asOf };
    }
    const cachedBefore = () => ({
      totals: results.find(wholeOf(query), now)?.totals,
      combinations: query.timeBucket ? results.find(combinationsOf(query), now)?.groups : undefined,
    });
    const result = await this.#run(opened, snapshot, context, cachedBefore, (run, before) =>
      findGroups(tables, query, now, before, run),
    );
    if (!result) return undefined;
    results.set(query, now, result.found, result.offset);
    return { ...result.found, asOf: snapshot.asOf };
  }

  async distribute(
    query: StatisticsQuery,
    groups: readonly GroupKeys[],
    context: StatisticsContext,
  ): Promise<FoundDistributions | undefined> {
    const at = await this.#find(context);
    if (!at) return undefined;
    const { opened, snapshot, isCurrent } = at;
    const { follower } = opened;
    const { tables } = follower;
    const names = keysOf(tables.cube, query);
    const wanted = new Set(groups.map((keys) => groupKey(keys, names)));
    const { asOf, filter, groupBy, timeBucket, classes, before } = query;
    const key = JSON.stringify([asOf, filter, groupBy, timeBucket, classes, before]);
    const cached = isCurrent() ? opened.distributions.get(key) : undefined;
    if (cached?.knows(wanted)) {
      const changes = follower.changesFrom(cached.offset);
      if (changes && cached.count(changes, follower.offset)) {
        this.#counts.cached += 1;
        return cached.found;
      }
    }
    const among = hasManyGroups(tables, query) ? groups : undefined;
    const result = await this.#run(
      opened,
      snapshot,
      context,
      () => undefined,
      (run) => findDistributions(tables, query, context.now, among, run),
    );
    if (!result) return undefined;
    const { found, offset } = result;
    if (follower.isSameAt(context.now)) {
      const entry = new CachedDistributions(tables, query, found, among && wanted, offset);
      opened.distributions.set(key, entry, entry.weight);
    }
    return found;
  }

  async distinct(
    query: StatisticsQuery,
    dimension: string,
    context: StatisticsContext,
    count?: () => Promise<Map<string, number>>,
  ): Promise<Map<string, number> | undefined> {
    const at = await this.#find(context);
    if (!at) return undefined;
    const { opened, snapshot, isCurrent } = at;
    const { now } = context;
    const cached = isCurrent() ? opened.distinct.find(query, dimension, now) : undefined;
    if (cached) {
      this.#counts.cached += 1;
      return cached;
    }
    const { tables, offset } = opened.follower;
    if (count) {
      // Of this snapshot or a later one: any change in the meantime invalidates it.
      const isOfNow = isCurrent();
      const found = await count();
      if (isOfNow) opened.distinct.setUntilChange(query, dimension, now, found, offset);
      return found;
    }
    const nothing = () => undefined;
    const result = await this.#run(opened, snapshot, context, nothing, (run) =>
      findDistinct(tables, query, dimension, now, run),
    );
    if (result) opened.distinct.set(query, dimension, now, result.found, result.offset);
    return result?.found;
  }

  state(): ColumnStoreState {
    return { isOpen: this.#opened !== undefined, ...this.#counts };
  }

  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#opening;
    await this.#opened?.follower.end();
    this.#close();
    this.#file?.close();
    this.#file = undefined;
  }

  /** The open store at its current snapshot, and whether cached answers are as of that; undefined if no store is open. */
  async #find(
    context: StatisticsContext,
  ): Promise<{ opened: OpenedStore; snapshot: StoreSnapshot; isCurrent: () => boolean } | undefined> {
    const opened = this.#use();
    const snapshot = await opened?.follower.snapshotOf(context);
    if (!opened || !snapshot) {
      this.#counts.unanswered += 1;
      return undefined;
    }
    return { opened, snapshot, isCurrent: () => snapshot.isNow && opened.follower.isOf(snapshot) };
  }

  /** What is open; undefined while nothing is, which is then tried from time to time. */
  #use(): OpenedStore | undefined {
    const isTime = !this.#hasEnded && performance.now() - this.#lastTry > retryMs;
    if (!this.#opened && !this.#opening && isTime) void this.open();
    return this.#opened;
  }

  /** `mayReopen`: whether the content of the file may be of use. */
  async #open(mayReopen: boolean): Promise<void> {
    const { cube, dataSource, log } = this.#options;
    const begun = performance.now();
    try {
      const epoch = await ensureChangeEpoch(this.#database, repairChangeLog, log);
      if (epoch === undefined)
        throw new Error("Expected the primary to have begun an epoch; it has not yet.");
      this.#file ??= await openStoreFile(this.#options);
      const isReopened = mayReopen && (await this.#reopen(this.#file, epoch));
      if (!isReopened && !this.#hasEnded) {
        const { tables, state } = await StoreTables.fill(cube, this.#file, dataSource);
        this.#begin(tables, state);
      }
      const ms = Math.round(performance.now() - begun);
      log.info({ ms, reopened: isReopened }, "statistics are answered from the column store");
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Brings the content of a file up to date; returns whether that was possible. */
  async #reopen(file: StoreFile, epoch: string): Promise<boolean> {
    const connection = await file.instance.connect();
    const state = await readState(connection).finally(() => connection.closeSync());
    if (!state) return false;
    const tables =
      state.epoch === epoch ? await StoreTables.open(this.#options.cube, file, state) : undefined;
    const isPersisted = tables !== undefined && (await this.#begin(tables, state).catchUp());
    if (!isPersisted)
      this.#options.log.info(
        { path: file.path },
        "the column store is not of this server, schema or log: it is made anew",
      );
    return isPersisted;
  }

  #begin(tables: StoreTables, state: StoreState): StoreFollower {
    const follower = new StoreFollower({
      ...{ dataSource: this.#options.dataSource, tables, state },
      lost: () => this.#fillAnew(),
      failed: (error) => this.#fail(error),
    });
    this.#opened = openedStore(follower);
    return follower;
  }

  #fillAnew(): void {
    this.#close();
    // If it is being opened just now, that fills it in any case.
    if (this.#opening || this.#hasEnded) return;
    this.#opening = RequestWork.runForAll(() => this.#open(false)).finally(() => {
      this.#opening = undefined;
    });
  }

  /** Gives up the store, which is made anew. Logs one line. */
  #fail(error: unknown): void {
    if (this.#hasEnded) return;
    this.#counts.failures += 1;
    const reason = reasonOf(error);
    const message = "the column store is of no use and will be made anew; the database answers";
    this.#options.log.warn({ reason }, message);
    this.#close();
    this.#file?.remove();
    this.#file = undefined;
    this.#lastTry = performance.now();
  }

  #close(): void {
    const opened = this.#opened;
    this.#opened = undefined;
    for (const connection of opened?.idle.splice(0) ?? []) connection.closeSync();
    opened?.follower.tables.close();
  }

  /** Runs a query on a snapshot; undefined, too, when the store fails, which is then made anew. */
  async #run<Found, Cached>(
    opened: OpenedStore,
    snapshot: StoreSnapshot,
    { signal }: StatisticsContext,
    cached: () => Cached,
    work: (run: RunStatement, cached: Cached) => Promise<Found>,
  ): Promise<{ offset: number; found: Found } | undefined> {
    const file = () => (this.#opened === opened ? this.#file : undefined);
    const timeoutMs = this.#options.statementTimeoutMs;
    try {
      const found = await runOnSnapshot({ opened, snapshot, file, timeoutMs, signal }, cached, work);
      this.#counts[found ? "counted" : "unanswered"] += 1;
      return found;
    } catch (error) {
      if (error instanceof StatementCancelled) throw error;
      this.#counts.unanswered += 1;
      const reason = reasonOf(error);
      // Too large a query is no fault of the store.
      if (reason.startsWith("Out of Memory")) this.#options.log.warn({ reason }, "a query had no room");
      else if (this.#opened === opened) this.#fail(error);
      return undefined;
    }
  }
}
