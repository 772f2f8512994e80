import type { Clock } from "../../base/clock/clock";
import type { Logger } from "../../base/log/logger";
import { RequestWork } from "../../base/work/request-work";
import type { Database } from "../../database/database";
import type { Viewer } from "../../http/identity/viewer";
import type { Audit } from "../audit/audit";
import type { StatisticsContext } from "../cube/statistics-context";
import type { KeptRows } from "../kept-rows/kept-rows";
import { type Loader, Loaders } from "../loader/loaders";
import type { Statistics } from "../statistics/statistics";
import type { CodeCache } from "./code-cache";

/** What a resolver of a subgraph works with: the viewer, the time, and the subgraph's own data. */
export class SubgraphContext {
  readonly viewer: Viewer;
  readonly clock: Clock;
  readonly database: Database;
  readonly log: Logger;
  /** The subgraph's cubes. */
  readonly statistics: Statistics;
  /** Puts down what was read, and who was refused. */
  readonly audit: Audit;
  /** The codes that were read last. */
  readonly codes: CodeCache;
  /** What is done for the request, which may be ended before it is done. */
  readonly work: RequestWork;
  /** Most rows of a page, as the gateway states where it reads a table; absent: as many as any client may ask for. */
  readonly pageRows: number | undefined;
  // Statistics have ways of their own to be behind, and say so by themselves.
  private readonly ofStatistics: Database;
  // Not a #private field: Apollo Server copies the context by Object.assign, which leaves those behind.
  private loaders = new Loaders<SubgraphContext>(this);
  private askedAt: Date | undefined;
  private readonly kept: KeptRows | undefined;
  private keptAsked: Promise<KeptRows | undefined> | undefined;

  constructor(parts: {
    viewer: Viewer;
    clock: Clock;
    database: Database;
    log: Logger;
    statistics: Statistics;
    audit: Audit;
    codes: CodeCache;
    work?: RequestWork;
    pageRows?: number;
    /** The sector's own database, where `database` is a replica of it. */
    own?: Database | undefined;
    /** What the process keeps of the database's rows; absent: everything is read each time. */
    kept?: KeptRows | undefined;
  }) {
    this.viewer = parts.viewer;
    this.clock = parts.clock;
    this.database = parts.database;
    this.log = parts.log;
    this.statistics = parts.statistics;
    this.audit = parts.audit;
    this.codes = parts.codes;
    this.work = parts.work ?? new RequestWork();
    this.pageRows = parts.pageRows;
    this.ofStatistics = parts.own ?? parts.database;
    // A replica may be behind what is kept of its primary.
    this.kept = this.ofStatistics === parts.database ? parts.kept : undefined;
  }

  /**
   * What is kept of rows, as of a moment after the request came, and in a mutation after this call. Undefined where nothing
   * is, or its log cannot be read at the moment.
   */
  keptRows(): Promise<KeptRows | undefined> {
    const { kept } = this;
    if (!kept || this.database.isTransaction) return Promise.resolve(undefined);
    const ask = () =>
      kept.refresh().then(
        () => kept,
        (err: unknown) => {
          this.log.warn({ err }, "what is kept of rows is passed over: the change log cannot be read");
          return undefined;
        },
      );
    if (this.work.isChange) return ask();
    this.keptAsked ??= ask();
    return this.keptAsked;
  }

  /** Who asks for statistics, and when: all of an operation are of one instant. */
  get statisticsContext(): StatisticsContext {
    this.askedAt ??= this.clock.now();
    return {
      database: this.ofStatistics,
      now: this.askedAt,
      signal: this.work.signal,
      isPublic: this.viewer.role === "public",
      keptRows: () => this.keptRows(),
    };
  }

  /** The value of a key, loaded together with all others requested in the same tick; undefined if none. */
  load<Value>(loader: SubgraphLoader<Value>, key: string): Promise<Value | undefined>;
  load<Value, Args>(loader: SubgraphLoader<Value, Args>, key: string, args: Args): Promise<Value | undefined>;
  load<Value, Args>(
    loader: SubgraphLoader<Value, Args>,
    key: string,
    args?: Args,
  ): Promise<Value | undefined> {
    return this.loaders.load(loader, key, args as Args);
  }

  /** As `loadKnown`, of many keys, in their order: an Error in the place of a value that there is none of. */
  async loadEachKnown<Value, Args>(
    loader: SubgraphLoader<Value, Args>,
    keys: readonly string[],
    args: Args,
  ): Promise<(Value | Error)[]> {
    const values = await this.loaders.loadEach(loader, keys, args);
    return values.map((value, at) => value ?? noValueOf(keys[at]));
  }

  /** As `load`, of many keys, in their order. */
  loadEach<Value, Args>(
    loader: SubgraphLoader<Value, Args>,
    keys: readonly string[],
    args: Args,
  ): Promise<(Value | undefined)[]> {
    return this.loaders.loadEach(loader, keys, args);
  }

  /**
   * The values of many keys at once, those that there are. They are not kept: for a page of thousands of rows, each of which
   * would be waited for by itself.
   */
  loadAll<Value>(
    loader: SubgraphLoader<Value>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Value>> {
    return this.loaders.loadAll(loader, keys);
  }

  /** Drops what was loaded: after a change the rest of the request sees the rows as they are now. */
  forget(): void {
    this.loaders = new Loaders<SubgraphContext>(this);
    this.askedAt = undefined;
    this.keptAsked = undefined;
  }

  /** As `load`, for a key that must have a value, such as one that a foreign key holds. */
  loadKnown<Value>(loader: SubgraphLoader<Value>, key: string): Promise<Value>;
  loadKnown<Value, Args>(loader: SubgraphLoader<Value, Args>, key: string, args: Args): Promise<Value>;
  async loadKnown<Value, Args>(
    loader: SubgraphLoader<Value, Args>,
    key: string,
    args?: Args,
  ): Promise<Value> {
    const value = await this.loaders.load(loader, key, args as Args);
    if (value === undefined) throw noValueOf(key);
    return value;
  }
}

function noValueOf(key: string | undefined): Error {
  return new Error(`Expected a value for the key ${JSON.stringify(key)}; there is none.`);
}

/** A loader of a subgraph. `Args` is void for one that depends on nothing but the key. */
export type SubgraphLoader<Value, Args = void> = Loader<Value, Args, SubgraphContext>;
