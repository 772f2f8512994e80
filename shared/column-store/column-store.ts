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
import { firstLine, openStoreFile, readState, type StoreFile, type StoreState } from "./store-file";
import { type Moment, StoreFollower } from "./store-follower";
import { distributionStatement, groupsStatement, hasManyGroups } from "./store-sql";
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

type StoreRow = Record<string, string | number | bigint | null>;

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
    const { tables } = opened.follower;
    const { cube } = tables;
    const days = question.timeBucket?.fillGaps ? filledDays(cube, question, dayOf(asking.now)) : null;
    const key = JSON.stringify([question, days]);
    const cached = moment.isNow ? upToDate(opened.follower, opened.groups, key) : undefined;
    if (cached) return { ...cached.found, asOf: moment.asOf };
    const asked = await this.#ask(opened, moment, asking, () =>
      groupsStatement(tables, question, asking.now),
    );
    if (!asked) return undefined;
    const keys = keysOf(cube, question);
    const countsOf = (row: StoreRow) =>
      Object.fromEntries(Object.keys(cube.counts).map((name) => [name, Number(row[name])]));
    const total = asked.rows.find(({ place }) => place === null);
    const groups = asked.rows
      .filter(({ place }) => place !== null)
      .map((row) => ({ keys: keysIn(tables, row, keys), counts: countsOf(row) }));
    const found = { groups, totals: total ? countsOf(total) : noCounts(cube) };
    if (opened.follower.isSameAt(asking.now)) {
      const entry = new CachedGroups(tables, question, found, asked.offset);
      opened.groups.set(key, entry, entry.weight);
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
    const { tables } = opened.follower;
    const names = keysOf(tables.cube, question);
    const wanted = new Set(groups.map((keys) => groupKey(keys, names)));
    const { filter, groupBy, timeBucket } = question;
    const key = JSON.stringify([filter, groupBy, timeBucket]);
    const cached = moment.isNow ? upToDate(opened.follower, opened.distributions, key) : undefined;
    if (cached?.knows(wanted)) return cached.found;
    const among = hasManyGroups(tables, question) ? groups : undefined;
    const ask = (one: StatisticsQuestion, some?: readonly GroupKeys[]) =>
      this.#ask(opened, moment, asking, () => distributionStatement(tables, one, asking.now, some));
    const all = await ask({ ...question, groupBy: [], timeBucket: null });
    const none = all && { offset: all.offset, rows: [] };
    const ofGroups = among?.length === 0 ? none : await ask(question, among);
    if (!all || !ofGroups) return undefined;
    const found: FoundDistributions = { groups: new Map(), all: new Map() };
    for (const row of ofGroups.rows) {
      const group = groupKey(keysIn(tables, row, names), names);
      const distribution = found.groups.get(group) ?? new Map<number, number>();
      found.groups.set(group, distribution.set(Number(row.number), Number(row.rows)));
    }
    for (const { number, rows } of all.rows) found.all.set(Number(number), Number(rows));
    if (all.offset === ofGroups.offset && opened.follower.isSameAt(asking.now)) {
      const entry = new CachedDistributions(tables, question, found, among && wanted, all.offset);
      opened.distributions.set(key, entry, entry.weight);
    }
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

  /** Runs a statement on a snapshot of the store; gives also which changes that has. */
  async #ask(
    opened: Opened,
    moment: Moment,
    { signal }: Asking,
    statement: () => string,
  ): Promise<{ offset: number; rows: StoreRow[] } | undefined> {
    const { follower, idle } = opened;
    let connection: DuckDBConnection | undefined;
    try {
      const begun = await follower.inTurn(async () => {
        if (!this.#file || this.#opened !== opened || !follower.isOf(moment)) return undefined;
        connection = idle.pop() ?? (await this.#file.instance.connect());
        await connection.run("BEGIN");
        await connection.run("SELECT snapshot FROM state");
        return { offset: follower.offset, text: statement() };
      });
      if (!connection || !begun) return undefined;
      const rows = await runLimited(connection, begun.text, this.#options.statementTimeoutMs, signal);
      return { offset: begun.offset, rows };
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

/** Runs a statement until it is done, too late, or nobody waits for it. */
async function runLimited(
  connection: DuckDBConnection,
  text: string,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<StoreRow[]> {
  const ending = signal ? [signal] : [];
  const timer = new AbortController();
  const timeout = timeoutMs > 0 ? setTimeout(() => timer.abort(), timeoutMs) : undefined;
  const either = AbortSignal.any([...ending, timer.signal]);
  const interrupt = () => connection.interrupt();
  either.addEventListener("abort", interrupt, { once: true });
  try {
    either.throwIfAborted();
    return (await connection.runAndReadAll(text)).getRowObjects() as StoreRow[];
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

function keysIn({ dictionaries }: StoreTables, row: StoreRow, names: readonly string[]): GroupKeys {
  const keys = names.map((name) => {
    const value = row[name];
    if (value === null || value === undefined) return [name, null];
    return [name, dictionaries[name]?.keyOf(Number(value)) ?? (dictionaries[name] ? null : String(value))];
  });
  return Object.fromEntries(keys);
}
