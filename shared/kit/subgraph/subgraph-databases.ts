import { systemClock } from "../../base/clock/clock";
import { databaseProblem } from "../../base/errors/database-error";
import { type Logger } from "../../base/log/logger";
import { createDataSource } from "../../database/data-source";
import { Database } from "../../database/database";
import { type ObserveStatement } from "../../database/observe-statements";
import { openDatabase } from "../../database/open-database";
import { connectLater } from "../../database/read-replica/connect-later";
import { openReadReplica, type ReadReplica } from "../../database/read-replica/open-read-replica";
import { watchReadReplica } from "../../database/read-replica/watch-read-replica";
import type { Subgraph } from "./define-subgraph";
import { type SubgraphConfig } from "./subgraph-config";

/** Runs `work` with the database, however long it takes. Throws what opening it does. */
export async function withDatabase<Result>(
  subgraph: Subgraph,
  config: SubgraphConfig,
  log: Logger,
  work: (dataSource: ReturnType<typeof sourceOf>) => Promise<Result>,
): Promise<Result> {
  // The limit is for requests: a migration of a large table, or a seed, takes as long as it takes.
  const unlimited = { ...config, STATEMENT_TIMEOUT_MS: 0 };
  const dataSource = await openDatabase(sourceOf(subgraph, unlimited, log), subgraph.name);
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** Where a subgraph's tables are, not yet connected to. */
export function sourceOf(
  { name, entities, migrations }: Subgraph,
  config: SubgraphConfig,
  log: Logger,
  observe?: ObserveStatement,
) {
  return createDataSource({
    url: config.databaseUrl,
    applicationName: name,
    entities,
    migrations,
    log,
    poolSize: config.DATABASE_POOL_SIZE,
    slowStatements: config.SLOW_STATEMENTS,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    observe,
  });
}

/** The database that statistics are queried from, where they have one of their own. */
export function analyticsOf(subgraph: Subgraph, config: SubgraphConfig, log: Logger, primary: Database) {
  const { analyticsUrl, ANALYTICS_TIMEOUT_MS, READ_REPLICA_LAG_MS: mostLagMs } = config;
  if (analyticsUrl === undefined) return undefined;
  const own = { ...config, databaseUrl: analyticsUrl, STATEMENT_TIMEOUT_MS: ANALYTICS_TIMEOUT_MS };
  const dataSource = sourceOf({ ...subgraph, entities: [], migrations: [] }, own, log);
  const watch = watchReadReplica({
    ...{ use: "statistics", primary, replica: connectLater(dataSource), mostLagMs },
    ...{ otherwise: "now", clock: systemClock, log },
  });
  return { dataSource, watch };
}

/** The replica that pages of tables are read from, where there is one. */
export function readReplicaOf(
  subgraph: Subgraph,
  config: SubgraphConfig,
  log: Logger,
  primary: Database,
  observe: ObserveStatement,
): ReadReplica | undefined {
  const { readReplicaUrl, READ_REPLICA_LAG_MS: mostLagMs } = config;
  if (readReplicaUrl === undefined) return undefined;
  const watched: ObserveStatement = (statement) => {
    observe(statement);
    // It is away, or has cancelled what stood in the way of its replay: the next page is read elsewhere.
    if (databaseProblem(statement.error)?.code === "SERVICE_UNAVAILABLE") replica.failed();
  };
  const source = sourceOf(
    { ...subgraph, migrations: [] },
    { ...config, databaseUrl: readReplicaUrl },
    log,
    watched,
  );
  const replica = openReadReplica(source, { use: "tables", primary, mostLagMs, clock: systemClock, log });
  return replica;
}
