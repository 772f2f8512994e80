import { types } from "pg";
import {
  DataSource,
  type EntitySchema,
  type MixedList,
  type QueryRunner,
  type ReplicationMode,
} from "typeorm";
import type { Logger } from "../base/log/logger";
import { type Canceller, createCanceller } from "./canceller";
import { type ObserveStatement, observeStatements } from "./observe-statements";
import { sendTogether } from "./send-together";
import { SlowStatementQueue } from "./slow-statement-queue";
import { SnakeNamingStrategy } from "./snake-naming-strategy";
import { StatementLogger } from "./statement-logger";
import { runForWork } from "./work-runner";

export interface DataSourceOptions {
  url: string;
  /** Shown in pg_stat_activity: the subgraph's name. */
  applicationName: string;
  entities: MixedList<string | EntitySchema | (new () => object)>;
  migrations: MixedList<string | (new () => object)>;
  log: Logger;
  /** Most connections of this process. */
  poolSize: number;
  /** Most slow statements at a time; a quarter of the connections by default. */
  slowStatements?: number;
  /** Longest wait for a connection, in milliseconds; 3 s by default. */
  connectTimeoutMs?: number;
  /** Longest run of one statement, in milliseconds; 0 for no limit. */
  statementTimeoutMs: number;
  /** Told of each statement that has ended. */
  observe?: ObserveStatement | undefined;
}

/**
 * The one way to a database. PostgreSQL and pg wait forever by default, so every wait has a limit here: for a
 * connection, a statement, a lock, and a transaction that its owner forgot.
 */
export function createDataSource(options: DataSourceOptions): DataSource {
  const canceller = createCanceller(options.url, options.log);
  const slowQueue = new SlowStatementQueue({
    slots: options.slowStatements ?? Math.max(1, Math.floor(options.poolSize / 4)),
  });
  return new WorkDataSource(canceller, slowQueue, options.observe, {
    type: "postgres",
    url: options.url,
    applicationName: options.applicationName,
    entities: options.entities,
    migrations: options.migrations,
    migrationsTableName: "migrations",
    namingStrategy: new SnakeNamingStrategy(),
    logger: new StatementLogger(options.log),
    synchronize: false,
    installExtensions: false,
    poolSize: options.poolSize,
    connectTimeoutMS: options.connectTimeoutMs ?? 3_000,
    extra: {
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      statement_timeout: options.statementTimeoutMs,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 10_000,
      // Starting helpers takes milliseconds, which only a long statement makes up for.
      options: "-c TimeZone=UTC -c jit=off -c parallel_setup_cost=30000",
      types: { getTypeParser },
    },
  });
}

/** Where a data source's database is. */
export function urlOf({ options }: DataSource): string {
  if (options.type === "postgres" && options.url !== undefined) return options.url;
  throw new Error("Expected a data source with the URL of a PostgreSQL.");
}

/** A data source whose statements are part of the work of the request that they are for. */
class WorkDataSource extends DataSource {
  constructor(
    private readonly canceller: Canceller,
    private readonly slowQueue: SlowStatementQueue,
    private readonly observe: ObserveStatement | undefined,
    options: ConstructorParameters<typeof DataSource>[0],
  ) {
    super(options);
  }

  override createQueryRunner(mode?: ReplicationMode): QueryRunner {
    const runner = super.createQueryRunner(mode);
    sendTogether(runner);
    if (this.observe) observeStatements(runner, this.observe);
    runForWork(runner, this.canceller, this.slowQueue);
    return runner;
  }

  override async destroy(): Promise<void> {
    await super.destroy();
    await this.canceller.end();
  }
}

/** A `date` stays the text it is: as a JavaScript Date it would move with the machine's zone. */
function getTypeParser(oid: number, format?: "text" | "binary"): ReturnType<typeof types.getTypeParser> {
  if (oid === types.builtins.DATE) return (value: string) => value;
  return types.getTypeParser(oid, format as "text");
}
