import sql from "sql-template-tag";
import type { DataSource } from "typeorm";
import { databaseProblem, statementEnded } from "../../base/errors/database-error";
import type { Logger } from "../../base/log/logger";
import { RequestWork } from "../../base/work/request-work";
import { Database } from "../../database/database";
import { countDistinct, countRows, distributeRows } from "../cube/count-rows";
import type { Cube } from "../cube/cube";
import type { CubeStore, StatisticsContext } from "../cube/statistics-context";
import type { FoundDistributions, FoundGroups, GroupKeys, StatisticsQuery } from "../cube/statistics-query";

export interface AnalyticsDatabaseOptions {
  cube: Cube;
  /** Need not be connected: the first query connects it. */
  dataSource: DataSource;
  log: Pick<Logger, "warn">;
}

/**
 * Has a database of its own answer, by the SQL that counts rows: a replica, or one that is distributed, for more rows
 * than a process has disk for. It may be behind: an answer has the instant that it is as of. While it is away, and for
 * those who have changed something in a transaction, it has no answer, and the subgraph's own database gives it.
 */
export class AnalyticsDatabase implements CubeStore {
  readonly #options: AnalyticsDatabaseOptions;
  #connecting: Promise<DataSource> | undefined;

  constructor(options: AnalyticsDatabaseOptions) {
    this.#options = options;
  }

  count(
    query: StatisticsQuery,
    { database, now }: StatisticsContext,
  ): Promise<(FoundGroups & { asOf: Date }) | undefined> {
    return this.#run(database, async (analytics) => {
      // Before the rows are read: they are at least as new. A replica that has replayed nothing yet is as of a
      // checkpoint.
      const { replayed } = await analytics.row<{ replayed: Date | null }>(sql`
        SELECT CASE WHEN pg_is_in_recovery() THEN coalesce(pg_last_xact_replay_timestamp(),
          (SELECT checkpoint_time FROM pg_control_checkpoint())) END AS replayed`);
      const found = await countRows(analytics, this.#options.cube, query, now);
      return { ...found, asOf: replayed && replayed < now ? replayed : now };
    });
  }

  distribute(
    query: StatisticsQuery,
    _groups: readonly GroupKeys[],
    { database, now }: StatisticsContext,
  ): Promise<FoundDistributions | undefined> {
    return this.#run(database, (analytics) => distributeRows(analytics, this.#options.cube, query, now));
  }

  distinct(
    query: StatisticsQuery,
    dimension: string,
    { database, now }: StatisticsContext,
  ): Promise<Map<string, number> | undefined> {
    return this.#run(database, (analytics) =>
      countDistinct(analytics, this.#options.cube, query, dimension, now),
    );
  }

  async #run<Found>(
    own: Database,
    work: (analytics: Database) => Promise<Found>,
  ): Promise<Found | undefined> {
    if (own.isTransaction) return undefined;
    RequestWork.leaveState();
    try {
      return await work(Database.of(await this.#connect()));
    } catch (error) {
      const problem = databaseProblem(error);
      if (!problem || problem === statementEnded) throw error;
      this.#options.log.warn(
        { reason: problem.message },
        "the database of statistics is away: its own answers",
      );
      return undefined;
    }
  }

  #connect(): Promise<DataSource> {
    const { dataSource } = this.#options;
    if (dataSource.isInitialized) return Promise.resolve(dataSource);
    this.#connecting ??= dataSource.initialize().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }
}
