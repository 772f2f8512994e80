import { publishedUrl } from "../../base/config/published-urls";
import { ConfigurationError, type Environment, readConfig } from "../../base/config/read-config";
import { variablePrefix } from "../../base/config/variable-prefix";
import {
  databaseUrl,
  fixedInstant,
  gatewayPort,
  host,
  httpUrl,
  integer,
  logLevel,
  metricsHost,
  metricsPort,
  port,
  positiveNumber,
  publicUrl,
  sharePort,
  switchedOff,
  switchedOn,
  text,
  tracesEndpoint,
  tracesShare,
} from "../../base/config/variables";
import { fromRoot } from "../../base/project/project-root";
import { readSubgraphList } from "../../base/project/subgraph-list";
import { defaultSmallestCount } from "../cube/protection";

export type SubgraphConfig = ReturnType<typeof readSubgraphConfig>;

/** Reads a subgraph's variables; docs/operations.md lists them. Its own are named after it: TASKS_PORT. */
export function readSubgraphConfig(name: string, environment: Environment) {
  const prefix = variablePrefix(name);
  const defaultPort = readSubgraphList().find((listed) => listed.name === name)?.port ?? 0;
  const { GATEWAY_PORT } = readConfig({ GATEWAY_PORT: gatewayPort() }, environment);
  const common = readConfig(
    {
      HOST: host(),
      LOG_LEVEL: logLevel(),
      GRAPH_NOW: fixedInstant(),
      SEED_SCALE: positiveNumber(defaultSeedScale),
      DATABASE_POOL_SIZE: integer(10, 1, 100),
      // Shorter than the gateway waits, so that a client reads QUERY_TIMEOUT and not SERVICE_UNAVAILABLE.
      STATEMENT_TIMEOUT_MS: integer(2_500, 100, 600_000),
      IDEMPOTENCY_KEY_DAYS: integer(7, 1, 3_650),
      AUDIT_DAYS: integer(1_095, 1, 36_500),
      SLOW_STATEMENTS: integer(2, 1, 100),
      REQUEST_MAX_OBJECTS: integer(100_000, 100, 100_000_000),
      KEPT_ROWS: switchedOn(),
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: tracesEndpoint(),
      OTEL_TRACES_SAMPLER_ARG: tracesShare(),
      METRICS_PORT: metricsPort(),
      METRICS_HOST: metricsHost(),
      LOG_STATEMENTS_MS: integer(1_000, 0, 600_000),
      LOG_STATEMENT_PLANS: switchedOff(),
      SMALL_CELL: integer(defaultSmallestCount, 1, 100),
      COLUMN_STORE_MB: integer(256, 32, 1_000_000),
      COLUMN_STORE_THREADS: integer(2, 1, 256),
      ANALYTICS_TIMEOUT_MS: integer(30_000, 100, 3_600_000),
      READ_REPLICA_LAG_MS: integer(60_000, 1, 86_400_000),
      SHARE_PORT: sharePort(),
      DATA_DIRECTORY: text("a folder").default(fromRoot(".data")),
      PUBLIC_URL: publicUrl(`http://127.0.0.1:${GATEWAY_PORT}`),
      INTERNAL_TOKEN_PUBLIC_KEY_FILE: text("a file of the gateway's public keys").optional(),
      TLS_CERT_FILE: text("a PEM file of the subgraph's certificate").optional(),
      TLS_KEY_FILE: text("a PEM file of that certificate's key").optional(),
      TLS_CA_FILE: text("a PEM file of who signs the gateway's certificate").optional(),
      INTERNAL_TOKEN_JWKS_URL: httpUrl("the URL at which the gateway serves its public keys").optional(),
    },
    environment,
  );
  // Without a URL of its own it uses the database that `npm start` runs, if it does.
  const url = environment[`${prefix}_DATABASE_URL`] || publishedUrl(common.DATA_DIRECTORY, name);
  const own = readConfig(
    {
      [`${prefix}_DATABASE_URL`]: databaseUrl(),
      [`${prefix}_ANALYTICS_URL`]: databaseUrl().optional(),
      [`${prefix}_READ_REPLICA_URL`]: databaseUrl().optional(),
      [`${prefix}_PORT`]: port(defaultPort),
    },
    { ...environment, [`${prefix}_DATABASE_URL`]: url },
  );
  if (common.INTERNAL_TOKEN_JWKS_URL !== undefined && common.INTERNAL_TOKEN_PUBLIC_KEY_FILE !== undefined)
    throw new ConfigurationError(
      "INTERNAL_TOKEN_JWKS_URL: expected no value where INTERNAL_TOKEN_PUBLIC_KEY_FILE has one.",
    );
  return {
    ...common,
    databaseUrl: String(own[`${prefix}_DATABASE_URL`]),
    analyticsUrl: own[`${prefix}_ANALYTICS_URL`] as string | undefined,
    readReplicaUrl: own[`${prefix}_READ_REPLICA_URL`] as string | undefined,
    port: Number(own[`${prefix}_PORT`]),
  };
}

/** Size of the demonstration data when SEED_SCALE says no other; 1 is full size. */
const defaultSeedScale = 1;
