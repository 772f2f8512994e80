import { type Environment, readConfig } from "../../shared/base/config/read-config";
import {
  databaseUrl,
  gatewayPort,
  hangLimit,
  host,
  integer,
  logLevel,
  metricsHost,
  metricsPort,
  optionalPublicUrl,
  sharePort,
  switchedOff,
  tracesEndpoint,
  tracesShare,
} from "../../shared/base/config/variables";
import { fromRoot } from "../../shared/base/project/project-root";
import { issuerOf, issuerVariables } from "../../shared/http/identity/token-issuer";
import { defaultBudgets, defaultTrustedBudget } from "../cost/budgets";
import { labelsFile } from "../labels/labels-file";
import { defaultRates } from "../rates/rates";
import { defaultTableLimits, type TableLimits } from "../tables/limits/table-limits";
import { type ConnectionLimits, defaultConnectionLimits } from "./connection-limits";
import {
  budget,
  clientNames,
  dataDirectory,
  executor,
  file,
  onOrOff,
  origins,
  privateKeyFile,
  rate,
  roles,
  storeUrl,
  tableRows,
  walls,
} from "./gateway-variables";
import { defaultLiveLimits } from "./live-limits";
import { defaultSqlLimits, type SqlLimits } from "./sql-limits";

/** How long it is kept who has used what of the schema, and of how many days a change of it is checked against that. */
export const defaultRecordedDays = 90;
export const defaultCheckDays = 30;

/** What an assistant takes in at once is some 25,000 tokens; of JSON with Vietnamese texts a token is two to three bytes. */
export const defaultAnswerBytes = 60_000;

export type GatewayConfig = ReturnType<typeof readGatewayConfig>;

/** Reads the gateway's variables. Throws ConfigurationError with one line for each that does not fit. */
export function readGatewayConfig(environment: Environment) {
  const config = readConfig(
    {
      GATEWAY_PORT: gatewayPort(),
      HOST: host(),
      LOG_LEVEL: logLevel(),
      GATEWAY_EXECUTOR: executor(),
      SUPERGRAPH: file("the file of the supergraph").default(fromRoot("gateway", "supergraph.graphql")),
      GATEWAY_DECLARATIONS: file("the file of what subgraphs declare to the gateway").default(
        fromRoot("gateway", "declarations.json"),
      ),
      GATEWAY_LABELS: file("the file of the Vietnamese labels of the schema").default(labelsFile),
      DATA_DIRECTORY: dataDirectory(),
      GATEWAY_DATABASE_URL: databaseUrl()
        .optional()
        .meta({ ...databaseUrl().meta() }),
      TABLE_RUN_DAYS: integer(30, 1, 3_650),
      RECORDED_DAYS: integer(defaultRecordedDays, 0, 3_650),
      SCHEMA_CHECK_DAYS: integer(defaultCheckDays, 1, 3_650),
      PUBLIC_URL: optionalPublicUrl(),
      INTERNAL_TOKEN_PRIVATE_KEY_FILE: privateKeyFile(),
      SUBGRAPH_TLS_CA_FILE: file("a PEM file of who signs the subgraphs' certificates").optional(),
      SUBGRAPH_TLS_CERT_FILE: file("a PEM file of the gateway's certificate for subgraphs").optional(),
      SUBGRAPH_TLS_KEY_FILE: file("a PEM file of that certificate's key").optional(),
      ...issuerVariables(),
      CLIENT_TIMEOUT_MS: integer(30_000, 10, 600_000),
      CORS_ORIGINS: origins(),
      FRESHNESS_INTERVAL_MS: integer(300_000, 0, 86_400_000),
      BODY_LIMIT: integer(512 * 1024, 1024, 64 * 1024 * 1024),
      GATEWAY_WORKERS: integer(1, 1, 64),
      KEPT_ANSWERS_MB: integer(32, 0, 100_000),
      KEPT_FETCHES_MB: integer(8, 0, 100_000),
      SHARED_RUNS: onOrOff("on or off; off: equal requests that come at once run each for itself"),
      MERGED_FETCHES: onOrOff("on or off; off: a request for each fetch of a plan"),
      WARM_UP_MS: integer(10_000, 0, 60_000),
      HANG_LIMIT_MS: hangLimit(),
      SHARE_PORT: sharePort(),
      GATEWAY_IDENTITY: onOrOff("on or off; off: no tokens, and no internal tokens to subgraphs"),
      GATEWAY_LIMITS: onOrOff("on or off; off: queries of any size"),
      BUDGET_PUBLIC: budget(defaultBudgets.public),
      BUDGET_ANALYST: budget(defaultBudgets.analyst),
      BUDGET_EDITOR: budget(defaultBudgets.editor),
      BUDGET_ADMIN: budget(defaultBudgets.admin),
      BUDGET_TRUSTED: budget(defaultTrustedBudget),
      TRUSTED_DOCUMENTS: file("the folder of the manifests of trusted documents").optional(),
      TRUSTED_ONLY: roles(),
      RATE_PUBLIC: rate(defaultRates.public),
      RATE_ANALYST: rate(defaultRates.analyst),
      RATE_EDITOR: rate(defaultRates.editor),
      RATE_ADMIN: rate(defaultRates.admin),
      RATE_STORE_URL: storeUrl().optional(),
      LIVE_QUERIES: integer(defaultLiveLimits.all, 1, 1_000_000),
      LIVE_QUERIES_PER_CLIENT: integer(defaultLiveLimits.ofClient, 1, 1_000_000),
      SYNC_MAX_BYTES: integer(16 * 1024 * 1024, 1024, 16 * 1024 * 1024),
      IMPORT_MAX_BYTES: integer(256 * 1024 * 1024, 1024, 4 * 1024 * 1024 * 1024),
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: tracesEndpoint(),
      OTEL_TRACES_SAMPLER_ARG: tracesShare(),
      TRACES_OF_CLIENTS: switchedOff(),
      LOG_OPERATIONS_MS: integer(2_000, 0, 600_000),
      METRICS_PORT: metricsPort(),
      METRICS_HOST: metricsHost(),
      METRICS_CLIENTS: clientNames(),
      MCP_ANSWER_BYTES: integer(defaultAnswerBytes, 4_096, 16 * 1024 * 1024),
      TABLE_ROWS_PUBLIC: tableRows("public"),
      TABLE_ROWS_ANALYST: tableRows("analyst"),
      TABLE_ROWS_EDITOR: tableRows("editor"),
      TABLE_ROWS_ADMIN: tableRows("admin"),
      TABLE_PAGE_ROWS: integer(defaultTableLimits.pageRows, 1, 100_000),
      TABLE_TIMEOUT_MS: integer(defaultTableLimits.timeoutMs, 1_000, 24 * 3_600_000),
      TABLES_AT_ONCE: integer(defaultTableLimits.atOnce, 1, 1_000),
      TABLES_AT_ONCE_OF_CLIENT: integer(defaultTableLimits.atOnceOfClient, 1, 1_000),
      SQL_AT_ONCE: integer(defaultSqlLimits.atOnce, 1, 100),
      SQL_AT_ONCE_OF_CLIENT: integer(defaultSqlLimits.atOnceOfClient, 1, 100),
      SQL_WAIT_MS: integer(defaultSqlLimits.waitMs, 0, 600_000),
      SQL_STANDBY: integer(defaultSqlLimits.standby, 0, 100),
      SQL_MEMORY_MB: integer(defaultSqlLimits.memoryMb, 32, 1024 * 1024),
      SQL_DISK_MB: integer(defaultSqlLimits.diskMb, 16, 1024 * 1024),
      SQL_THREADS: integer(defaultSqlLimits.threads, 1, 256),
      SQL_TIMEOUT_MS: integer(defaultSqlLimits.timeoutMs, 10, 3_600_000),
      SQL_LIFETIME_MS: integer(defaultSqlLimits.lifetimeMs, 100, 24 * 3_600_000),
      SQL_INPUT_ROWS: integer(defaultSqlLimits.inputRows, 1, 1_000_000_000),
      SQL_WALLS: walls(),
      SQL_DIRECTORY: file("a folder").default(defaultSqlLimits.directory),
      SQL_USER: integer(defaultSqlLimits.user, 1, 4_294_967_294),
      LIVE_CONNECTIONS: integer(defaultConnectionLimits.connections, 1, 1_000_000),
      LIVE_CONNECTIONS_PER_CLIENT: integer(defaultConnectionLimits.connectionsOfClient, 1, 1_000_000),
      LIVE_OPERATIONS_PER_CONNECTION: integer(defaultConnectionLimits.operationsOfConnection, 1, 10_000),
      LIVE_INIT_MS: integer(defaultConnectionLimits.initMs, 10, 600_000),
      LIVE_PING_MS: integer(defaultConnectionLimits.pingMs, 10, 600_000),
      LIVE_STALL_MS: integer(defaultConnectionLimits.stallMs, 10, 3_600_000),
      PROXIES: integer(0, 0, 10),
      REQUEST_TIMEOUT_MS: integer(8_000, 10, 600_000),
      SUBGRAPH_TIMEOUT_MS: integer(3_000, 10, 600_000),
      SUBGRAPH_BREAKER_FAILURES: integer(5, 1, 1_000_000),
      SUBGRAPH_BREAKER_PAUSE_MS: integer(1_000, 10, 600_000),
      SUBGRAPH_MAX_ANSWER_BYTES: integer(10 * 1024 * 1024, 1024, 1024 * 1024 * 1024),
      SUPERGRAPH_POLL_MS: integer(500, 10, 600_000),
      SHUTDOWN_DELAY_MS: integer(0, 0, 5_000),
    },
    environment,
  );
  const budgets = {
    public: config.BUDGET_PUBLIC,
    analyst: config.BUDGET_ANALYST,
    editor: config.BUDGET_EDITOR,
    admin: config.BUDGET_ADMIN,
  };
  const rates = {
    public: config.RATE_PUBLIC,
    analyst: config.RATE_ANALYST,
    editor: config.RATE_EDITOR,
    admin: config.RATE_ADMIN,
  };
  const tables: TableLimits = {
    rows: {
      public: config.TABLE_ROWS_PUBLIC,
      analyst: config.TABLE_ROWS_ANALYST,
      editor: config.TABLE_ROWS_EDITOR,
      admin: config.TABLE_ROWS_ADMIN,
    },
    pageRows: config.TABLE_PAGE_ROWS,
    timeoutMs: config.TABLE_TIMEOUT_MS,
    atOnce: config.TABLES_AT_ONCE,
    atOnceOfClient: config.TABLES_AT_ONCE_OF_CLIENT,
  };
  const sql: SqlLimits = {
    atOnce: config.SQL_AT_ONCE,
    atOnceOfClient: config.SQL_AT_ONCE_OF_CLIENT,
    waitMs: config.SQL_WAIT_MS,
    standby: config.SQL_STANDBY,
    memoryMb: config.SQL_MEMORY_MB,
    diskMb: config.SQL_DISK_MB,
    threads: config.SQL_THREADS,
    timeoutMs: config.SQL_TIMEOUT_MS,
    lifetimeMs: config.SQL_LIFETIME_MS,
    inputRows: config.SQL_INPUT_ROWS,
    walls: config.SQL_WALLS,
    directory: config.SQL_DIRECTORY,
    user: config.SQL_USER,
  };
  const liveConnections: ConnectionLimits = {
    connections: config.LIVE_CONNECTIONS,
    connectionsOfClient: config.LIVE_CONNECTIONS_PER_CLIENT,
    operationsOfConnection: config.LIVE_OPERATIONS_PER_CONNECTION,
    initMs: config.LIVE_INIT_MS,
    pingMs: config.LIVE_PING_MS,
    stallMs: config.LIVE_STALL_MS,
  };
  const tls = {
    ca: config.SUBGRAPH_TLS_CA_FILE,
    cert: config.SUBGRAPH_TLS_CERT_FILE,
    key: config.SUBGRAPH_TLS_KEY_FILE,
  };
  const live = { all: config.LIVE_QUERIES, ofClient: config.LIVE_QUERIES_PER_CLIENT };
  return { ...config, budgets, rates, live, liveConnections, tables, sql, tls, auth: issuerOf(config) };
}
