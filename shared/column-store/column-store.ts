import type { DuckDBConnection } from "@duckdb/node-api";
import type { DataSource } from "typeorm";
import { ensureChangeEpoch } from "../change-epoch/change-epoch";
import { mendChangeLog } from "../change-log/tend-change-log";
import { Database } from "../database/database";
import type { Logger } from "../log/logger";
import { type Asking, type CubeStore, StatementEnded } from "../statistics/asking";
import type { Cube } from "../statistics/cube";
import {
  type FoundDistributions,
  type FoundGroups,
  type GroupKeys,
  groupKey,
  type StatisticsQuestion,
} from "../statistics/question";
import { keysOf } from "../statistics/statistics-sql";
import { RequestWork } from "../work/request-work";
import { CachedDistributions } from "./cached-distributions";
import { findDistinct, findDistributions } from "./find-distributions";
import { findGroups } from "./find-groups";
import { hasManyGroups } from "./groups-by-measure";
import { combinationsOf, wholeOf } from "./known-groups";
import type { RunStatement } from "./leading-groups";
import { type OpenedStore, openedStore } from "./opened-store";
import { openStoreFile, readState, reasonOf, type StoreFile, type StoreState } from "./store-file";
import { type Moment, StoreFollower } from "./store-follower";
import { StoreTables } from "./store-tables";
import { withinTime } from "./within-time";

export interface ColumnStoreOptions {
  cube: Cube;
  dataSource: DataSource;
  log: Pick<Logger, "info" | "warn">;
  /** Folder of its files: one for each process. */
  folder: string;
  /** Most memory of DuckDB, in bytes. */
  memory: number;
  /** Its threads; two unless told. */
  threads?: number | undefined;
  /** Longest run of one statement, in milliseconds; 0 for no limit. */
  statementTimeoutMs: number;
}

/** After a failure the store is made anew no sooner. */
const retryMs = 60_000;
/**
 * A cube's rows in columns: DuckDB's file of this process, opened at start, brought up to date by the change log, and
 * exact at every moment. A question first learns what has changed; then a cached answer has the changes counted in, or
 * DuckDB is asked, on a snapshot of its own.
 */
export class ColumnStore implements CubeStore {
  readonly #options: ColumnStoreOptions;
  readonly #database: Database;
  #file: StoreFile | undefined;
  #opened: OpenedStore | undefined;
  #opening: Promise<void> | undefined;
  #lastTry = Number.NEGATIVE_INFINITY;
  #hasEnded = false;

  constructor(options: ColumnStoreOptions) {
    this.#options = options;
    this.#database = Database.of(options.dataSource);
  }

  /** Opens the file and brings it up to date, or fills it. Never fails: what goes wrong is in the log, and tried again. */
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
    question: StatisticsQuestion,
    asking: Asking,
  ): Promise<(FoundGroups & { asOf: Date }) | undefined> {
    const found = await this.#find(asking);
    if (!found) return undefined;
    const { opened, moment, isKnown } = found;
    const { follower, known } = opened;
    const { tables } = follower;
    const { now } = asking;
    const cached = isKnown() ? known.find(question, now) : undefined;
    if (cached) return { ...cached, asOf: moment.asOf };
    const knownBefore = () => ({
      totals: known.find(wholeOf(question), now)?.totals,
      combinations: question.timeBucket ? known.find(combinationsOf(question), now)?.groups : undefined,
    });
    const asked = await this.#ask(opened, moment, asking, knownBefore, (run, before) =>
      findGroups(tables, question, now, before, run),
    );
    if (!asked) return undefined;
    known.keep(question, now, asked.found, asked.offset);
    return { ...asked.found, asOf: moment.asOf };
  }

  async distribute(
    question: StatisticsQuestion,
    groups: readonly GroupKeys[],
    asking: Asking,
  ): Promise<FoundDistributions | undefined> {
    const at = await this.#find(asking);
    if (!at) return undefined;
    const { opened, moment, isKnown } = at;
    const { follower } = opened;
    const { tables } = follower;
    const names = keysOf(tables.cube, question);
    const wanted = new Set(groups.map((keys) => groupKey(keys, names)));
    const { asOf, filter, groupBy, timeBucket, classes, before } = question;
    const key = JSON.stringify([asOf, filter, groupBy, timeBucket, classes, before]);
    const cached = isKnown() ? opened.distributions.get(key) : undefined;
    if (cached?.knows(wanted)) {
      const changes = follower.changesFrom(cached.offset);
      if (changes && cached.count(changes, follower.offset)) return cached.found;
    }
    const among = hasManyGroups(tables, question) ? groups : undefined;
    const asked = await this.#ask(
      opened,
      moment,
      asking,
      () => undefined,
      (run) => findDistributions(tables, question, asking.now, among, run),
    );
    if (!asked) return undefined;
    const { found, offset } = asked;
    if (follower.isSameAt(asking.now)) {
      const entry = new CachedDistributions(tables, question, found, among && wanted, offset);
      opened.distributions.set(key, entry, entry.weight);
    }
    return found;
  }

  async distinct(
    question: StatisticsQuestion,
    dimension: string,
    asking: Asking,
    count?: () => Promise<Map<string, number>>,
  ): Promise<Map<string, number> | undefined> {
    const at = await this.#find(asking);
    if (!at) return undefined;
    const { opened, moment, isKnown } = at;
    const { now } = asking;
    const cached = isKnown() ? opened.distinct.find(question, dimension, now) : undefined;
    if (cached) return cached;
    const { tables, offset } = opened.follower;
    if (count) {
      // Of this moment or a later one: whatever changes meanwhile makes it unknown again.
      const isOfNow = isKnown();
      const found = await count();
      if (isOfNow) opened.distinct.keepUntilChange(question, dimension, now, found, offset);
      return found;
    }
    const nothing = () => undefined;
    const asked = await this.#ask(opened, moment, asking, nothing, (run) =>
      findDistinct(tables, question, dimension, now, run),
    );
    if (asked) opened.distinct.keep(question, dimension, now, asked.found, asked.offset);
    return asked?.found;
  }

  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#opening;
    await this.#opened?.follower.end();
    this.#close();
    this.#file?.close();
    this.#file = undefined;
  }

  /** What is open, as who asks finds it, and whether what is known is as of then; undefined where there is nothing. */
  async #find(
    asking: Asking,
  ): Promise<{ opened: OpenedStore; moment: Moment; isKnown: () => boolean } | undefined> {
    const opened = this.#use();
    const moment = await opened?.follower.momentOf(asking);
    if (!opened || !moment) return undefined;
    return { opened, moment, isKnown: () => moment.isNow && opened.follower.isOf(moment) };
  }

  /** What is open; undefined while nothing is, which is then tried from time to time. */
  #use(): OpenedStore | undefined {
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
    this.#opened = openedStore(follower);
    return follower;
  }

  #fillAnew(): void {
    this.#close();
    // Who opens it just now fills it in any case.
    if (this.#opening || this.#hasEnded) return;
    this.#opening = RequestWork.runForAll(() => this.#open(false)).finally(() => {
      this.#opening = undefined;
    });
  }

  /** Gives up what is held: it is made anew. Told in one line. */
  #fail(error: unknown): void {
    if (this.#hasEnded) return;
    const reason = reasonOf(error);
    const told = "the column store is of no use and will be made anew; the database answers";
    this.#options.log.warn({ reason }, told);
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
    opened: OpenedStore,
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
        const asOf = { offset: follower.offset, known: known() };
        connection = idle.pop() ?? (await this.#file.instance.connect());
        await connection.run("BEGIN");
        await connection.run("SELECT snapshot FROM state");
        return asOf;
      });
      if (!connection || !begun) return undefined;
      const found = await withinTime(connection, this.#options.statementTimeoutMs, signal, (run) =>
        work(run, begun.known),
      );
      return { offset: begun.offset, found };
    } catch (error) {
      if (error instanceof StatementEnded) throw error;
      const reason = reasonOf(error);
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
