import type { DuckDBConnection } from "@duckdb/node-api";
import type { DataSource } from "typeorm";
import { createWeightedCache, type WeightedCache } from "../cache/weighted-cache";
import { ensureChangeEpoch } from "../change-epoch/change-epoch";
import { mendChangeLog } from "../change-log/tend-change-log";
import { dayOf } from "../clock/calendar-day";
import { Database } from "../database/database";
import type { Logger } from "../log/logger";
import { filledDays } from "../statistics/check-question";
import type { Cube } from "../statistics/cube";
import { noCounts } from "../statistics/measure";
import {
  bucketKey,
  type FoundDistributions,
  type FoundGroups,
  type GroupKeys,
  groupKey,
  type StatisticsQuestion,
} from "../statistics/question";
import { type Asking, type CubeStore, StatementEnded } from "../statistics/statistics";
import { keysOf } from "../statistics/statistics-sql";
import { CachedDistributions } from "./cached-distributions";
import { CachedGroups } from "./cached-groups";
import { groupsByMeasure, hasManyGroups } from "./groups-by-measure";
import { isInKeyOrder, keysIn, leadingGroups, type RunStatement, type StoreRow } from "./leading-groups";
import { firstLine, openStoreFile, readState, type StoreFile, type StoreState } from "./store-file";
import { type Moment, StoreFollower } from "./store-follower";
import { distributionStatement } from "./store-sql";
import { StoreTables } from "./store-tables";

export interface ColumnStoreOptions {
  cube: Cube;
  dataSource: DataSource;
  log: Pick<Logger, "info" | "warn">;
  /** Folder of its files: one for each process. */
  folder: string;
  /** Most memory of DuckDB, in bytes. */
  memory: number;
  /** Longest run of one statement, in milliseconds; 0 for no limit. */
  statementTimeoutMs: number;
}

/** After a failure the store is made anew no sooner. */
const retryMs = 60_000;
/** Numbers that cached answers of each kind hold, 8 bytes each and more. */
const cachedNumbers = 2_000_000;

/** The tables of a file, and what was asked of them. */
interface Opened {
  follower: StoreFollower;
  groups: WeightedCache<CachedGroups>;
  distributions: WeightedCache<CachedDistributions>;
  /** Connections that nobody uses just now. */
  idle: DuckDBConnection[];
}

/**
 * A cube's rows in columns: DuckDB's file of this process, opened at start, brought up to date by the change log, and
 * exact at every moment. A question first learns what has changed; then a cached answer has the changes counted in, or
 * DuckDB is asked, on a snapshot of its own.
 */
export class ColumnStore implements CubeStore {
  readonly #options: ColumnStoreOptions;
  readonly #database: Database;
  #file: StoreFile | undefined;
  #opened: Opened | undefined;
  #opening: Promise<void> | undefined;
  #lastTry = Number.NEGATIVE_INFINITY;
  #hasEnded = false;

  constructor(options: ColumnStoreOptions) {
    this.#options = options;
    this.#database = Database.of(options.dataSource);
  }

  /** Opens the file, or fills it. Never fails: what goes wrong is in the log, and tried again. */
  open(): Promise<void> {
    this.#opening ??= this.#open(true).finally(() => {
      this.#opening = undefined;
      this.#lastTry = performance.now();
    });
    return this.#opening;
  }

  async count(
    question: StatisticsQuestion,
    asking: Asking,
  ): Promise<(FoundGroups & { asOf: Date }) | undefined> {
    const opened = this.#use();
    const moment = await opened?.follower.momentOf(asking);
    if (!opened || !moment) return undefined;
    const { follower } = opened;
    const { tables } = follower;
    const today = dayOf(asking.now);
    const days = question.timeBucket?.fillGaps ? filledDays(tables.cube, question, today) : null;
    const key = JSON.stringify([question, days]);
    const cached = moment.isNow ? upToDate(follower, opened.groups, key) : undefined;
    if (cached) return { ...cached.found, asOf: moment.asOf };
    const whole = { filter: question.filter ?? null, groupBy: [], first: 1 };
    const wholeKey = JSON.stringify([whole, null]);
    /** All groups together, if they are known as of the snapshot that is about to be asked. */
    const known = () =>
      follower.isSameAt(asking.now) ? upToDate(follower, opened.groups, wholeKey)?.found.totals : undefined;
    const asked = await this.#ask(opened, moment, asking, known, async (run, totals) => {
      const leading = { store: tables, now: asking.now, today, run };
      const total = async () =>
        totals ?? (await leadingGroups({ ...leading, question: whole }))[0]?.counts ?? noCounts(tables.cube);
      return isInKeyOrder(question)
        ? { groups: await leadingGroups({ ...leading, question }), totals: await total() }
        : groupsByMeasure(tables, question, asking.now, run);
    });
    if (!asked) return undefined;
    const { found, offset } = asked;
    if (follower.isSameAt(asking.now)) {
      keep(opened.groups, key, new CachedGroups(tables, question, found, offset));
      const groups = [{ keys: { [bucketKey]: null }, counts: found.totals }];
      const all = { groups, totals: found.totals };
      if (!opened.groups.get(wholeKey))
        keep(opened.groups, wholeKey, new CachedGroups(tables, whole, all, offset));
    }
    return { ...found, asOf: moment.asOf };
  }

  async distribute(
    question: StatisticsQuestion,
    groups: readonly GroupKeys[],
    asking: Asking,
  ): Promise<FoundDistributions | undefined> {
    const opened = this.#use();
    const moment = await opened?.follower.momentOf(asking);
    if (!opened || !moment) return undefined;
    const { follower } = opened;
    const { tables } = follower;
    const names = keysOf(tables.cube, question);
    const wanted = new Set(groups.map((keys) => groupKey(keys, names)));
    const { filter, groupBy, timeBucket } = question;
    const key = JSON.stringify([filter, groupBy, timeBucket]);
    const cached = moment.isNow ? upToDate(follower, opened.distributions, key) : undefined;
    if (cached?.knows(wanted)) return cached.found;
    const among = hasManyGroups(tables, question) ? groups : undefined;
    const asked = await this.#ask(
      opened,
      moment,
      asking,
      () => undefined,
      async (run) => {
        const ask = (one: StatisticsQuestion, some?: readonly GroupKeys[]) =>
          run(distributionStatement(tables, one, asking.now, some));
        const found: FoundDistributions = { groups: new Map(), all: new Map() };
        for (const row of among?.length === 0 ? [] : await ask(question, among)) {
          const group = groupKey(keysIn(tables, question, row), names);
          const distribution = found.groups.get(group) ?? new Map<number, number>();
          found.groups.set(group, distribution.set(Number(row.number), Number(row.rows)));
        }
        for (const { number, rows } of await ask({ ...question, groupBy: [], timeBucket: null }))
          found.all.set(Number(number), Number(rows));
        return found;
      },
    );
    if (!asked) return undefined;
    const { found, offset } = asked;
    if (follower.isSameAt(asking.now))
      keep(
        opened.distributions,
        key,
        new CachedDistributions(tables, question, found, among && wanted, offset),
      );
    return found;
  }

  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#opening;
    await this.#opened?.follower.end();
    this.#close();
    this.#file?.close();
    this.#file = undefined;
  }

  /** What is open; undefined while nothing is, which is then tried from time to time. */
  #use(): Opened | undefined {
    const isTime = !this.#hasEnded && performance.now() - this.#lastTry > retryMs;
    if (!this.#opened && !this.#opening && isTime) void this.open();
    return this.#opened;
  }

  /** `mayKeep`: whether what the file holds may be of use. */
  async #open(mayKeep: boolean): Promise<void> {
    const { cube, dataSource, log } = this.#options;
    const begun = performance.now();
    try {
      const epoch = await ensureChangeEpoch(this.#database, mendChangeLog, log);
      if (epoch === undefined)
        throw new Error("Expected the primary to have begun an epoch; it has not yet.");
      this.#file ??= await openStoreFile(this.#options);
      const kept = mayKeep && (await this.#openKept(this.#file, epoch));
      if (!kept && !this.#hasEnded) {
        const { tables, state } = await StoreTables.fill(cube, this.#file, dataSource);
        this.#begin(tables, state);
      }
      const ms = Math.round(performance.now() - begun);
      log.info({ ms, kept }, "statistics are answered from the column store");
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Brings what a file holds up to date; gives whether that was possible. */
  async #openKept(file: StoreFile, epoch: string): Promise<boolean> {
    const connection = await file.instance.connect();
    const state = await readState(connection).finally(() => connection.closeSync());
    if (!state) return false;
    const tables =
      state.epoch === epoch ? await StoreTables.open(this.#options.cube, file, state) : undefined;
    const isKept = tables !== undefined && (await this.#begin(tables, state).catchUp());
    if (!isKept)
      this.#options.log.info(
        { path: file.path },
        "the column store is not of this server, schema or log: it is made anew",
      );
    return isKept;
  }

  #begin(tables: StoreTables, state: StoreState): StoreFollower {
    const follower = new StoreFollower({
      ...{ dataSource: this.#options.dataSource, tables, state },
      lost: () => this.#fillAnew(),
      failed: (error) => this.#fail(error),
    });
    this.#opened = {
      ...{ follower, idle: [] },
      groups: createWeightedCache(cachedNumbers),
      distributions: createWeightedCache(cachedNumbers),
    };
    return follower;
  }

  #fillAnew(): void {
    this.#close();
    // Who opens it just now fills it in any case.
    if (this.#opening || this.#hasEnded) return;
    this.#opening = this.#open(false).finally(() => {
      this.#opening = undefined;
    });
  }

  /** Gives up what is held: it is made anew. Told in one line. */
  #fail(error: unknown): void {
    if (this.#hasEnded) return;
    const reason = firstLine(error instanceof Error ? error.message : String(error));
    this.#options.log.warn(
      { reason },
      "the column store is of no use and will be made anew; the database answers",
    );
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

  /**
   * Asks a snapshot of the store; gives also which changes that has. `known` is asked when the snapshot is taken: what it
   * gives is as of the same moment.
   */
  async #ask<Found, Known>(
    opened: Opened,
    moment: Moment,
    { signal }: Asking,
    known: () => Known,
    work: (run: RunStatement, known: Known) => Promise<Found>,
  ): Promise<{ offset: number; found: Found } | undefined> {
    const { follower, idle } = opened;
    let connection: DuckDBConnection | undefined;
    try {
      const begun = await follower.inTurn(async () => {
        if (!this.#file || this.#opened !== opened || !follower.isOf(moment)) return undefined;
        connection = idle.pop() ?? (await this.#file.instance.connect());
        await connection.run("BEGIN");
        await connection.run("SELECT snapshot FROM state");
        return { offset: follower.offset, known: known() };
      });
      if (!connection || !begun) return undefined;
      const found = await withinTime(connection, this.#options.statementTimeoutMs, signal, (run) =>
        work(run, begun.known),
      );
      return { offset: begun.offset, found };
    } catch (error) {
      if (error instanceof StatementEnded) throw error;
      const reason = firstLine(error instanceof Error ? error.message : String(error));
      // Too large a question is no fault of the store.
      if (reason.startsWith("Out of Memory")) this.#options.log.warn({ reason }, "a question had no room");
      else if (this.#opened === opened) this.#fail(error);
      return undefined;
    } finally {
      await connection?.run("ROLLBACK").catch(() => undefined);
      if (connection && this.#opened === opened) idle.push(connection);
      else connection?.closeSync();
    }
  }
}

/** Runs statements until all is done, too late, or nobody waits for it. */
async function withinTime<Result>(
  connection: DuckDBConnection,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (run: RunStatement) => Promise<Result>,
): Promise<Result> {
  const timer = new AbortController();
  const timeout = timeoutMs > 0 ? setTimeout(() => timer.abort(), timeoutMs) : undefined;
  const either = AbortSignal.any([...(signal ? [signal] : []), timer.signal]);
  const interrupt = () => connection.interrupt();
  either.addEventListener("abort", interrupt, { once: true });
  try {
    return await work(async (statement) => {
      either.throwIfAborted();
      return (await connection.runAndReadAll(statement)).getRowObjects() as StoreRow[];
    });
  } catch (cause) {
    if (either.aborted) throw new StatementEnded("A statement of the column store was ended.", { cause });
    throw cause;
  } finally {
    clearTimeout(timeout);
    either.removeEventListener("abort", interrupt);
  }
}

/** A cached answer with all changes counted in. */
function upToDate<Entry extends CachedGroups | CachedDistributions>(
  follower: StoreFollower,
  cache: WeightedCache<Entry>,
  key: string,
): Entry | undefined {
  const entry = cache.get(key);
  const changes = entry && follower.changesFrom(entry.offset);
  if (changes && (changes.length === 0 || entry.count(changes, follower.offset))) return entry;
  cache.delete(key);
  return undefined;
}

function keep<Entry extends CachedGroups | CachedDistributions>(
  cache: WeightedCache<Entry>,
  key: string,
  entry: Entry,
): void {
  cache.set(key, entry, entry.weight);
}
