import cluster from "node:cluster";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../shared/base/clock/clock";
import { publishedUrl } from "../shared/base/config/published-urls";
import { ConfigurationError, type Environment } from "../shared/base/config/read-config";
import { createLogger, type Logger } from "../shared/base/log/logger";
import { openMetrics } from "../shared/base/metrics/open-metrics";
import { report } from "../shared/base/process/report";
import { reportServing } from "../shared/base/process/report-serving";
import { onRollingRestart } from "../shared/base/process/rolling-restart";
import { onShutdown } from "../shared/base/process/shutdown";
import { type GatewayDeclarations, readDeclarations } from "../shared/base/project/gateway-declarations";
import { openTracing } from "../shared/base/trace/tracing";
import { createInternalTokenSigner } from "../shared/http/identity/internal-token";
import { ensureKeys } from "../shared/http/identity/keys";
import { readSigningKeys } from "../shared/http/identity/signing-keys";
import { developmentTokens, verifierOf } from "../shared/http/identity/token-issuer";
import { readPrimary } from "./cluster/read-primary";
import {
  firstSupergraph,
  publishToPrimary,
  startClusterWorker,
  tellPrimaryToExpect,
} from "./cluster/start-cluster-worker";
import { startPrimary } from "./cluster/start-primary";
import { type GatewayConfig, readGatewayConfig } from "./config/config";
import { readSubgraphUrls } from "./config/subgraph-urls";
import { routedSubgraphs } from "./schema/routed-subgraphs";
import { subgraphConnector } from "./transport/subgraph-connector";

/** The whole of the gateway's process: `main.ts` calls nothing else. */
export async function runGateway(environment: Environment): Promise<void> {
  try {
    const config = readGatewayConfig(environment);
    if (config.GATEWAY_WORKERS > 1 && cluster.isPrimary) return await servePrimary(config);
    await serve(config, createLogger("gateway", config.LOG_LEVEL), environment);
  } catch (error) {
    fail(error);
  }
}

/**
 * Identity goes by the system's clock, also where GRAPH_NOW fixes the one that data is seen by: a
 * demonstration of last November must not bring last November's tokens back to life.
 */
const clock = systemClock;

/** For clients to leave when it is stopped: they go with the next answer. */
const lingerMs = 1_000;

async function serve(config: GatewayConfig, log: Logger, environment: Environment): Promise<void> {
  // A worker gets what to serve from its primary, or one that starts anew might read a file that the others have refused.
  const supergraphSdl = await (cluster.isWorker ? firstSupergraph() : readSupergraph(config.SUPERGRAPH));
  const urlsOf = (text: string) => readSubgraphUrls(routedSubgraphs(text), environment);
  const identity = config.GATEWAY_IDENTITY === "on" ? await readIdentity(config, log) : {};
  const declarations = await readDeclarationsFile(config.GATEWAY_DECLARATIONS);
  const options = {
    // Workers have it from their primary.
    config: { ...config, SHARE_PORT: config.SHARE_PORT && !cluster.isWorker },
    lingerMs,
    supergraphSdl,
    supergraphFile: config.SUPERGRAPH,
    declarations,
    urlsOf,
    // Under a supervisor the gateway is there before PostgreSQL is.
    databaseUrl: () => config.GATEWAY_DATABASE_URL ?? publishedUrl(config.DATA_DIRECTORY, "gateway"),
    publishedFile: join(config.DATA_DIRECTORY, "published-graph.json"),
    ...(cluster.isWorker && { together: { take: publishToPrimary, expect: tellPrimaryToExpect } }),
    clock,
    log,
    ...identity,
    ...(Object.values(config.tls).some((each) => each !== undefined) && {
      connect: subgraphConnector(config.tls, log),
    }),
    metrics: openMetrics("gateway", config, log),
    tracing: openTracing("gateway", config, log),
  };
  // The primary of workers does without it, and is back the sooner when it has died.
  const { startGateway }: typeof import("./gateway") = require("./gateway");
  const gateway = await startGateway(options).catch((error: unknown) => refuseStarting(error, config));
  // Metrics are told to the end: how it stops is what an operator wants to see.
  onShutdown(log, async () => {
    await gateway.stop();
    await options.tracing?.stop();
    options.metrics?.stop();
  });
  if (cluster.isWorker) startClusterWorker(gateway);
  log.info({ url: gateway.url }, "listening; ready when every subgraph has answered");
  await gateway.ready;
  log.info({ url: gateway.url }, "ready");
  await reportServing(gateway.url);
}

async function servePrimary(config: GatewayConfig): Promise<void> {
  const supergraphSdl = await readSupergraph(config.SUPERGRAPH);
  const log = createLogger("gateway", config.LOG_LEVEL);
  const primary = startPrimary({ config, supergraphSdl, log });
  const metrics = openMetrics("gateway-primary", config, log);
  if (metrics) readPrimary(metrics, primary.counts);
  onShutdown(log, () => primary.stop().finally(() => metrics?.stop()));
  const first = await primary.firstReport;
  if (first.kind === "ready") {
    onRollingRestart(() => primary.renew());
    return reportServing(first.url);
  }
  report(first);
  await primary.stop();
  process.exit(1);
}

/** How the gateway knows the viewer, and how it signs that for its subgraphs. */
async function readIdentity(config: GatewayConfig, log: Logger) {
  const signingKeys = readSigningKeys(
    config.INTERNAL_TOKEN_PRIVATE_KEY_FILE ??
      (await ensureKeys(config.DATA_DIRECTORY)).internalTokenPrivateKey,
    {
      onProblem: (error) =>
        log.error(
          { reason: String(error) },
          "the keys of internal tokens cannot be read; the former ones sign",
        ),
    },
  );
  const tokens = await verifierOf(
    config.auth ?? (await developmentAuth(config, log)),
    config.AUTH_REVOKED,
    clock,
  );
  return {
    ...{ tokens, signingKeys },
    signer: createInternalTokenSigner({ privateKey: signingKeys.current, clock }),
  };
}

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ConfigurationError(
      `SUPERGRAPH: expected the file of a supergraph, got ${JSON.stringify(file)}; \`npm run compose\` writes one.`,
      { cause },
    );
  }
}

async function readDeclarationsFile(file: string): Promise<GatewayDeclarations> {
  try {
    return readDeclarations(await readFile(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(
      `GATEWAY_DECLARATIONS: expected the file of what subgraphs declare, got ${JSON.stringify(file)} (${reason}); \`npm run compose\` writes one.`,
      { cause },
    );
  }
}

async function developmentAuth(config: GatewayConfig, log: Logger) {
  log.warn("no AUTH_ variable is set: tokens of `npm run token` are taken");
  const { tokenJwks } = await ensureKeys(config.DATA_DIRECTORY);
  return { ...developmentTokens, jwks: tokenJwks };
}

function refuseStarting(error: unknown, { HOST, GATEWAY_PORT, SUPERGRAPH }: GatewayConfig): never {
  // By its name, for its class is in code that the primary of workers does without.
  if (error instanceof Error && error.name === "SupergraphRefused")
    throw new ConfigurationError(`SUPERGRAPH: ${SUPERGRAPH} is refused: ${error.message}`, { cause: error });
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  if (code !== "EADDRINUSE" && code !== "EACCES" && code !== "EADDRNOTAVAIL") throw error;
  const problem = code === "EADDRINUSE" ? "is taken" : "may not be listened on";
  throw new ConfigurationError(
    `GATEWAY_PORT: port ${GATEWAY_PORT} of ${HOST} ${problem}; stop the process that has it, or set another.`,
    { cause: error },
  );
}

/** Ends the process with what the operator has to change; the stack of what nobody foresaw goes to the log. */
function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ConfigurationError) console.error(message);
  else createLogger("gateway", "error").fatal({ err: error }, "the gateway cannot start");
  report({ kind: "failed", message });
  process.exitCode = 1;
  process.disconnect?.();
}
