import sql from "sql-template-tag";
import { Database } from "../../database/database";
import type { CubeStore, StatisticsContext } from "../cube/statistics-context";
import type { FoundDistributions, FoundGroups, GroupKeys, StatisticsQuery } from "../cube/statistics-query";
import type { ColumnStore, ColumnStoreOptions, ColumnStoreState } from "./column-store";

/** How often it is looked whether rows have become many. */
const lookMs = 60_000;

/**
 * The column store of a cube, from as many rows on as the cube says. Until then it has no answer, so that PostgreSQL gives
 * it, and DuckDB is not even loaded.
 */
export class SizedStore implements CubeStore {
  readonly #options: ColumnStoreOptions;
  #store: ColumnStore | undefined;
  #looking: Promise<void> | undefined;
  #lastLook = Number.NEGATIVE_INFINITY;
  #hasEnded = false;

  constructor(options: ColumnStoreOptions) {
    this.#options = options;
  }

  /** Opens the column store if rows are many. Never fails. */
  open(): Promise<void> {
    this.#looking ??= this.#open()
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.#options.log.warn({ reason }, "the rows of a cube could not be counted");
      })
      .finally(() => {
        this.#looking = undefined;
        this.#lastLook = performance.now();
      });
    return this.#looking;
  }

  async count(
    query: StatisticsQuery,
    context: StatisticsContext,
  ): Promise<(FoundGroups & { asOf: Date }) | undefined> {
    return this.#use()?.count(query, context);
  }

  async distribute(
    query: StatisticsQuery,
    groups: readonly GroupKeys[],
    context: StatisticsContext,
  ): Promise<FoundDistributions | undefined> {
    return this.#use()?.distribute(query, groups, context);
  }

  async distinct(
    query: StatisticsQuery,
    dimension: string,
    context: StatisticsContext,
    count?: () => Promise<Map<string, number>>,
  ): Promise<Map<string, number> | undefined> {
    return this.#use()?.distinct(query, dimension, context, count);
  }

  /** Undefined while rows are few. */
  state(): ColumnStoreState | undefined {
    return this.#store?.state();
  }

  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#looking;
    await this.#store?.end();
  }

  #use(): ColumnStore | undefined {
    const isTime = !this.#hasEnded && !this.#looking && performance.now() - this.#lastLook > lookMs;
    if (!this.#store && isTime) void this.open();
    return this.#store;
  }

  async #open(): Promise<void> {
    if (this.#store || !(await this.#hasMany()) || this.#hasEnded) return;
    const { ColumnStore }: typeof import("./column-store") = require("./column-store");
    this.#store = new ColumnStore(this.#options);
    await this.#store.open();
  }

  async #hasMany(): Promise<boolean> {
    const { storeFrom = 0, rows } = this.#options.cube;
    if (storeFrom === 0) return true;
    const { found } = await Database.of(this.#options.dataSource).row<{ found: number }>(
      sql`SELECT count(*)::int AS found FROM (SELECT FROM ${rows.from} LIMIT ${storeFrom}) AS enough`,
    );
    return found >= storeFrom;
  }
}
