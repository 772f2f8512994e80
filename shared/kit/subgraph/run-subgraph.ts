import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JWTVerifyGetKey } from "jose";
import type { DataSource } from "typeorm";
import { clockFrom, systemClock } from "../../base/clock/clock";
import { ConfigurationError, type Environment } from "../../base/config/read-config";
import { databaseProblem } from "../../base/errors/database-error";
import { createLogger, type Logger } from "../../base/log/logger";
import { openMetrics } from "../../base/metrics/open-metrics";
import { report } from "../../base/process/report";
import { reportServing } from "../../base/process/report-serving";
import { onShutdown } from "../../base/process/shutdown";
import { readBuildId } from "../../base/project/build-id";
import { fromSource } from "../../base/project/project-root";
import { currentSpan } from "../../base/trace/current-span";
import { openTracing } from "../../base/trace/tracing";
import { maintainChangeLog } from "../../database/change-log/maintain-change-log";
import { createDataSource } from "../../database/data-source";
import { Database } from "../../database/database";
import { logSlowStatements } from "../../database/log-slow-statements";
import { migrate, migrationDrift } from "../../database/migrate";
import { type ObserveStatement, spanOfStatement } from "../../database/observe-statements";
import { openDatabase } from "../../database/open-database";
import { connectLater } from "../../database/read-replica/connect-later";
import { openReadReplica, type ReadReplica } from "../../database/read-replica/open-read-replica";
import { watchReadReplica } from "../../database/read-replica/watch-read-replica";
import { requireSameBaseline } from "../../database/same-baseline";
import { runSeeds } from "../../database/seed";
import { createInternalTokenVerifier } from "../../http/identity/internal-token";
import { ensureKeys } from "../../http/identity/keys";
import { tokensOf } from "../../http/identity/token-issuer";
import { verifyingKeysOfFile, verifyingKeysOfUrl } from "../../http/identity/verifying-keys";
import { watchTlsFiles } from "../../http/tls/tls-files";
import { readSentences } from "../../import/report/translate";
import { runImport } from "../../import/run-import";
import { Audit } from "../audit/audit";
import { recordImport } from "../audit/record-import";
import { startAuditRetention } from "../audit/retire-audit";
import { protectionOf } from "../cube/protection";
import { readSubgraph } from "../metrics/read-subgraph";
import { createSubgraphMetrics } from "../metrics/subgraph-metrics";
import { startIdempotencyKeyCleanup } from "../mutation/clean-idempotency-keys";
import { IdempotencyKey } from "../mutation/idempotency-key";
import { printSubgraph } from "./build-schema";
import { declareToGateway } from "./declare-to-gateway";
import type { Subgraph } from "./define-subgraph";
import { openStatistics } from "./open-statistics";
import { serveSubgraph } from "./serve";
import { readSubgraphConfig, type SubgraphConfig } from "./subgraph-config";

/** The commands of a subgraph's process; without one it migrates, seeds and serves. */
const verbs = {
  up: async (run: Run) => {
    await verbs.migrate(run);
    await verbs.seed(run);
    await verbs.serve(run);
  },
  serve,
  migrate: async ({ subgraph, config, log }: Run) => {
    const done = await withDatabase(subgraph, config, log, async (dataSource) => {
      const names = await migrate(dataSource);
      const baseline = fromSource(subgraph.directory, join("migrations", "baseline.sql"));
      if (existsSync(baseline))
        await requireSameBaseline(dataSource, readFileSync(baseline, "utf8"), names.length > 0);
      return names;
    });
    log.info({ done }, done.length > 0 ? "migrated" : "nothing to migrate");
  },
  seed: async ({ subgraph, config, log }: Run) => {
    const done = await withDatabase(subgraph, config, log, (dataSource) =>
      runSeeds(dataSource, subgraph.seeds, {
        clock: clockFrom(config.GRAPH_NOW),
        scale: config.SEED_SCALE,
        progress: (step, done, total) => report({ kind: "progress", step, done, total }),
      }),
    );
    log.info({ done }, done.length > 0 ? "seeded" : "nothing to seed");
  },
  drift: async ({ subgraph, config, log }: Run) => {
    const drift = await withDatabase(subgraph, config, log, migrationDrift);
    for (const statement of drift) console.log(statement);
    if (drift.length > 0) process.exitCode = 1;
  },
};

interface Run {
  subgraph: Subgraph;
  config: SubgraphConfig;
  log: Logger;
}

/** For gateways to leave when it is stopped: they go with the next answer. */
const lingerMs = 1_000;

/** The whole of a subgraph's process: `main.ts` of its folder calls nothing else. */
export async function runSubgraph(
  subgraph: Subgraph,
  verb = process.argv[2] ?? "up",
  environment: Environment = process.env,
): Promise<void> {
  // Until it serves, and then stops in order, a process whose supervisor is gone just ends.
  process.once("disconnect", endAtOnce);
  try {
    if (verb === "schema") return void process.stdout.write(await printSubgraph(subgraph));
    if (verb === "declarations") return void process.stdout.write(declareToGateway(subgraph));
    if (verb === "import") {
      process.exitCode = await importFiles(subgraph, environment);
      return;
    }
    const run = verbs[verb as keyof typeof verbs];
    if (!run)
      throw new ConfigurationError(
        `Expected one of ${Object.keys(verbs).join(", ")}, schema, declarations, import; got ${verb}.`,
      );
    const config = readSubgraphConfig(subgraph.name, environment);
    await run({ subgraph, config, log: createLogger(subgraph.name, config.LOG_LEVEL) });
  } catch (error) {
    fail(subgraph, error);
  }
}

/** Takes in a file, or prints a template, which needs no database. Gives the exit code. */
function importFiles(subgraph: Subgraph, environment: Environment): Promise<number> {
  const { name, imports = [] } = subgraph;
  const open = () => {
    const config = readSubgraphConfig(name, environment);
    return openDatabase(sourceOf(subgraph, config, createLogger(name, "silent")), name);
  };
  const clock = () => clockFrom(environment.GRAPH_NOW || undefined);
  const { stdin, stdout, stderr } = process;
  const sentences = () => readSentences(subgraph.directory, "imports.vi.json");
  return runImport({ name, imports, sentences }, process.argv.slice(3), {
    open,
    tokens: () => tokensOf(environment, systemClock),
    clock,
    record: recordImport,
    environment,
    stdin,
    stdout,
    stderr,
  });
}

async function serve({ subgraph, config, log }: Run): Promise<void> {
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
  const served = await serveSubgraph(subgraph, {
    ...{ dataSource, clock, log, statements, statistics },
    ...{ audit, tracing, readReplica, onAnswered: counted?.onAnswered },
    ...{ host, port, publicUrl, maxObjects, lingerMs },
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
      ...{ dataSource, audit, stores: opened.states, changes: () => served.changes },
      readReplicas: { tables: readReplica?.state, statistics: analytics?.watch.state },
      hasImports: (subgraph.imports ?? []).length > 0,
    });
  process.off("disconnect", endAtOnce);
  onShutdown(log, async () => {
    cleaning?.end();
    retention.end();
    await served.stop();
    await opened.end();
    await maintenance?.end();
    await readReplica?.end();
    await dataSource.destroy();
    await tracing?.stop();
    metrics?.stop();
  });
  log.info({ url: served.url }, "serving");
  await reportServing(served.url, opened.ready);
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

async function withDatabase<Result>(
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

function sourceOf(
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
function analyticsOf(subgraph: Subgraph, config: SubgraphConfig, log: Logger, primary: Database) {
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
function readReplicaOf(
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

/** Of the build, and of the settings that answers depend on. */
function versionOf(config: SubgraphConfig): string {
  const { GRAPH_NOW, SMALL_CELL, REQUEST_MAX_OBJECTS, PUBLIC_URL } = config;
  const build = readBuildId() ?? randomUUID();
  return JSON.stringify([build, GRAPH_NOW ?? null, SMALL_CELL, REQUEST_MAX_OBJECTS, PUBLIC_URL]);
}

function endAtOnce(): void {
  process.exit(1);
}

/** Ends the process with one line for the operator; the stack of what was not foreseen goes to the log. */
function fail(subgraph: Subgraph, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ConfigurationError) console.error(message);
  else createLogger(subgraph.name, "error").fatal({ err: error }, message);
  report({ kind: "failed", message: `${subgraph.name}: ${message}` });
  process.exitCode = 1;
  process.off("disconnect", endAtOnce);
  process.disconnect?.();
}
