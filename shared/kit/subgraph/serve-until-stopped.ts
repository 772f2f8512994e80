import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { JWTVerifyGetKey } from "jose";
import type { DataSource } from "typeorm";
import { clockFrom, systemClock } from "../../base/clock/clock";
import { ConfigurationError } from "../../base/config/read-config";
import { type Logger } from "../../base/log/logger";
import { openMetrics } from "../../base/metrics/open-metrics";
import { reportServing } from "../../base/process/report-serving";
import { onShutdown } from "../../base/process/shutdown";
import { readBuildId } from "../../base/project/build-id";
import { currentSpan } from "../../base/trace/current-span";
import { openTracing } from "../../base/trace/tracing";
import { maintainChangeLog } from "../../database/change-log/maintain-change-log";
import { Database } from "../../database/database";
import { logSlowStatements } from "../../database/log-slow-statements";
import { type ObserveStatement, spanOfStatement } from "../../database/observe-statements";
import { openDatabase } from "../../database/open-database";
import { createInternalTokenVerifier } from "../../http/identity/internal-token";
import { ensureKeys } from "../../http/identity/keys";
import { verifyingKeysOfFile, verifyingKeysOfUrl } from "../../http/identity/verifying-keys";
import { watchTlsFiles } from "../../http/tls/tls-files";
import { Audit } from "../audit/audit";
import { startAuditRetention } from "../audit/retire-audit";
import { protectionOf } from "../cube/protection";
import { readSubgraph } from "../metrics/read-subgraph";
import { createSubgraphMetrics } from "../metrics/subgraph-metrics";
import { startIdempotencyKeyCleanup } from "../mutation/clean-idempotency-keys";
import { IdempotencyKey } from "../mutation/idempotency-key";
import type { Subgraph } from "./define-subgraph";
import { openStatistics } from "./open-statistics";
import { serveSubgraph } from "./serve";
import type { SubgraphConfig } from "./subgraph-config";
import { analyticsOf, readReplicaOf, sourceOf } from "./subgraph-databases";

/** For gateways to leave when it is stopped: they go with the next answer. */
const lingerMs = 1_000;

/** What a command of a subgraph's process is given. */
export interface Run {
  subgraph: Subgraph;
  config: SubgraphConfig;
  log: Logger;
}

/** Serves a subgraph until its process is told to stop, and then ends in order. `served` is called once it serves. */
export async function serveUntilStopped({ subgraph, config, log }: Run, served: () => void): Promise<void> {
  const clock = clockFrom(config.GRAPH_NOW);
  const statements = createInternalTokenVerifier({
    publicKey: await gatewayKeys(config, log),
    audience: subgraph.name,
    // Not the clock of the data: a demonstration of another day must not revive an old statement.
    clock: systemClock,
  });
  const metrics = openMetrics(subgraph.name, config, log);
  const counted = metrics && createSubgraphMetrics(metrics);
  const logSlow = logSlowStatements(() => dataSource, {
    ...{ thresholdMs: config.LOG_STATEMENTS_MS, withPlans: config.LOG_STATEMENT_PLANS, log },
  });
  const observe: ObserveStatement = (statement) => {
    counted?.onStatement(statement);
    logSlow(statement);
    currentSpan()?.add(...spanOfStatement(statement));
  };
  const tracing = openTracing(subgraph.name, config, log);
  const dataSource: DataSource = await openDatabase(sourceOf(subgraph, config, log, observe), subgraph.name);
  const database = Database.of(dataSource);
  const maintenance = subgraph.hasChangeLog ? await maintainChangeLog(database, log) : undefined;
  const { HOST: host, port, PUBLIC_URL: publicUrl, REQUEST_MAX_OBJECTS: maxObjects } = config;
  const analytics = analyticsOf(subgraph, config, log, database);
  const readReplica = readReplicaOf(subgraph, config, log, database, observe);
  const opened = openStatistics({
    cubes: subgraph.cubes ?? [],
    dataSource,
    log,
    folder: join(config.DATA_DIRECTORY, "statistics", subgraph.name),
    protection: protectionOf(config.SMALL_CELL),
    memory: config.COLUMN_STORE_MB * 2 ** 20,
    threads: config.COLUMN_STORE_THREADS,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    analytics,
  });
  const { statistics } = opened;
  const audit = new Audit({ database, log, clock: systemClock });
  const server = await serveSubgraph(subgraph, {
    ...{ dataSource, clock, log, statements, statistics },
    ...{ audit, tracing, readReplica, onAnswered: counted?.onAnswered },
    ...{ host, port, publicUrl, maxObjects, lingerMs },
    keepsRows: config.KEPT_ROWS,
    tls: tlsOf(config, log),
    sharesPort: config.SHARE_PORT,
    version: versionOf(config),
  }).catch(async (error: unknown) => {
    await opened.end();
    await maintenance?.end();
    throw error;
  });
  const cleaning = dataSource.hasMetadata(IdempotencyKey)
    ? startIdempotencyKeyCleanup(database, clock, config.IDEMPOTENCY_KEY_DAYS, log)
    : undefined;
  const retention = startAuditRetention(database, config.AUDIT_DAYS, log);
  if (metrics)
    readSubgraph(metrics, {
      ...{ dataSource, audit, stores: opened.states, changes: () => server.changes },
      readReplicas: { tables: readReplica?.state, statistics: analytics?.watch.state },
      hasImports: (subgraph.imports ?? []).length > 0,
    });
  served();
  onShutdown(log, async () => {
    cleaning?.end();
    retention.end();
    await server.stop();
    await opened.end();
    await maintenance?.end();
    await readReplica?.end();
    await dataSource.destroy();
    await tracing?.stop();
    metrics?.stop();
  });
  log.info({ url: server.url }, "serving");
  await reportServing(server.url, opened.ready);
}

/** What connections are taken by; undefined where they are plain. */
function tlsOf({ TLS_CA_FILE: ca, TLS_CERT_FILE: cert, TLS_KEY_FILE: key }: SubgraphConfig, log: Logger) {
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  if (cert === undefined)
    throw new ConfigurationError(
      "TLS_CERT_FILE is not set: expected a file, for another TLS_ variable is set.",
    );
  return watchTlsFiles({ ca, cert, key }, "TLS", log);
}

/** What internal tokens are verified by: from where the gateway serves it, a file, or the development's folder. */
async function gatewayKeys(config: SubgraphConfig, log: Logger): Promise<JWTVerifyGetKey> {
  const { INTERNAL_TOKEN_JWKS_URL: url, INTERNAL_TOKEN_PUBLIC_KEY_FILE: file, DATA_DIRECTORY } = config;
  if (url !== undefined) return verifyingKeysOfUrl(new URL(url));
  return verifyingKeysOfFile(file ?? (await ensureKeys(DATA_DIRECTORY)).internalTokenPublicKey, {
    onProblem: (error) =>
      log.error({ reason: String(error) }, "the gateway's keys cannot be read; the former ones are taken"),
  });
}

/** Of the build, and of the settings that answers depend on. */
function versionOf(config: SubgraphConfig): string {
  const { GRAPH_NOW, SMALL_CELL, REQUEST_MAX_OBJECTS, PUBLIC_URL } = config;
  const build = readBuildId() ?? randomUUID();
  return JSON.stringify([build, GRAPH_NOW ?? null, SMALL_CELL, REQUEST_MAX_OBJECTS, PUBLIC_URL]);
}
