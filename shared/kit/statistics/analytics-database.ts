import type { DataSource } from "typeorm";
import { databaseProblem, statementEnded } from "../../base/errors/database-error";
import type { Logger } from "../../base/log/logger";
import { RequestWork } from "../../base/work/request-work";
import type { Database } from "../../database/database";
import { connectLater } from "../../database/read-replica/connect-later";
import type { ReadReplicaWatch } from "../../database/read-replica/watch-read-replica";
import { countDistinct, countRows, distributeRows } from "../cube/count-rows";
import type { Cube } from "../cube/cube";
import type { CubeStore, StatisticsContext } from "../cube/statistics-context";
import type { FoundDistributions, FoundGroups, GroupKeys, StatisticsQuery } from "../cube/statistics-query";

export interface AnalyticsDatabaseOptions {
  cube: Cube;
  /** Need not be connected: the first query connects it. */
  dataSource: DataSource;
  /** Of the same database; absent: it is no replica, and as of now. */
  watch?: ReadReplicaWatch | undefined;
  log: Pick<Logger, "warn">;
}

/**
 * Has a database of its own answer, by the SQL that counts rows: a replica, or one that is distributed, for more rows
 * than a process has disk for. It may be behind: an answer has the instant that it is as of. While it is away or too far
 * behind, and for those who have changed something in a transaction, it has no answer, and the subgraph's own database
 * gives it.
 */
export class AnalyticsDatabase implements CubeStore {
  readonly #options: AnalyticsDatabaseOptions;
  readonly #connect: () => Promise<Database>;

  constructor(options: AnalyticsDatabaseOptions) {
    this.#options = options;
    this.#connect = connectLater(options.dataSource);
  }

  count(
    query: StatisticsQuery,
    { database, now }: StatisticsContext,
  ): Promise<(FoundGroups & { asOf: Date }) | undefined> {
    return this.#run(database, async (analytics, asOf) => {
      const found = await countRows(analytics, this.#options.cube, query, now);
      return { ...found, asOf: asOf < now ? asOf : now };
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
    work: (analytics: Database, asOf: Date) => Promise<Found>,
  ): Promise<Found | undefined> {
    if (own.isTransaction) return undefined;
    RequestWork.leaveState();
    const { watch } = this.#options;
    // Before the rows are read: they are at least as new.
    const asOf = watch ? await watch.look() : new Date();
    if (asOf === undefined) return undefined;
    try {
      return await work(await this.#connect(), asOf);
    } catch (error) {
      const problem = databaseProblem(error);
      if (!problem || problem === statementEnded) throw error;
      watch?.failed();
      this.#options.log.warn(
        { reason: problem.message },
        "the database of statistics is away: its own answers",
      );
      return undefined;
    }
  }
}
