import type { FastifyReply, FastifyRequest } from "fastify";
import { lazily } from "../shared/base/function/lazily";
import type { Metrics } from "../shared/base/metrics/metrics";
import type { Tracing } from "../shared/base/trace/span";
import type { SigningKeys } from "../shared/http/identity/signing-keys";
import type { TokenVerifier } from "../shared/http/identity/token-verifier";
import { publicViewer } from "../shared/http/identity/viewer";
import { mountApollo } from "../shared/http/server/apollo";
import { createErrorFormatter } from "../shared/http/server/format-error";
import { registerHealth } from "../shared/http/server/health";
import { createHttpApp } from "../shared/http/server/http-app";
import type { GatewayConfig } from "./config/config";
import { defaultConnectionLimits } from "./config/connection-limits";
import { defaultLiveLimits } from "./config/live-limits";
import { defaultSqlLimits } from "./config/sql-limits";
import { openGatewayDatabase } from "./database/gateway-database";
import { registerForwardedPaths } from "./forwarded/forwarded-paths";
import { startFreshnessJob } from "./freshness/start-freshness-job";
import { type OpenGraph, openGraph } from "./graph/open-graph";
import { refuseSupergraph } from "./graph/prepare-graph";
import { createServedGraph, type PreparedGraph, type ServedGraphOptions } from "./graph/served-graph";
import { registerCompression } from "./http/compression";
import { registerCors } from "./http/cors";
import { registerCost } from "./http/cost-route";
import { registerEtag } from "./http/etag";
import { registerGraphQL } from "./http/graphql-route";
import { registerInternalKeys } from "./http/internal-keys-route";
import { registerLabels } from "./http/labels-route";
import { registerSchema } from "./http/schema-route";
import { defaultImportBytes, registerImportPaths } from "./imports/register-import-paths";
import { labelsFile } from "./labels/labels-file";
import { openLabels } from "./labels/open-labels";
import type { LiveQueries } from "./live/live-queries";
import { type OpenLiveQueries, openLiveQueries } from "./live/open-live-queries";
import { openLiveTransports } from "./live-transports";
import { createAssistantGraphs } from "./mcp/assistant-graph";
import { registerMcp } from "./mcp/mcp-route";
import { createGatewayMetrics } from "./metrics/gateway-metrics";
import { readPageManifests } from "./pages/documents/document-folders";
import { registerPages } from "./pages/register-pages";
import { openPublishedSchemas, type PublishedTogether } from "./published-schemas";
import { openRates } from "./rates/open-rates";
import { registerRates } from "./rates/register-rates";
import { openRecording } from "./recording/open-recording";
import { authenticate } from "./request/authenticate";
import type { GatewayContext } from "./request/context";
import { logSlowOperations } from "./request/log-slow-operations";
import { operationPaths } from "./request/operation-paths";
import { hashOf, recordOf } from "./request/operation-record";
import { createRequestWatch } from "./request/request-signals";
import { heldToken } from "./request/token-claims";
import { traceRequests } from "./request/trace-requests";
import { watchOthers } from "./request/watch-others";
import { openSavedTables } from "./saved-tables";
import type { RegistrySchema } from "./schema-registry/composing/composition";
import { registerSql } from "./sql/sql-route";
import { createSqlRunner } from "./sql/sql-runner";
import { defaultSyncBytes, registerSyncPath } from "./sync/register-sync-path";
import { registerTables } from "./table-http/tables-route";
import { defaultTableLimits } from "./tables/limits/table-limits";
import { createTablePace } from "./tables/pages/table-pace";
import { createTableReader } from "./tables/table-reader";
import { openTrusted } from "./trusted/open-trusted";
import { requireTrusted } from "./trusted/require-trusted";
import { trustedDocumentsOf } from "./trusted/trusted-documents";

/** A request with this header, whatever its value, gets its cost in the answer. */
export const costHeader = "x-graph-cost";

export interface GatewayOptions extends ServedGraphOptions {
  config: ServedGraphOptions["config"] &
    Pick<
      GatewayConfig,
      | "BODY_LIMIT"
      | "FRESHNESS_INTERVAL_MS"
      | "CLIENT_TIMEOUT_MS"
      | "CORS_ORIGINS"
      | "GATEWAY_EXECUTOR"
      | "GATEWAY_PORT"
      | "HOST"
      | "SHUTDOWN_DELAY_MS"
    > &
    Partial<
      Pick<
        GatewayConfig,
        | "live"
        | "IMPORT_MAX_BYTES"
        | "SYNC_MAX_BYTES"
        | "MCP_ANSWER_BYTES"
        | "LOG_OPERATIONS_MS"
        | "METRICS_CLIENTS"
        | "TRACES_OF_CLIENTS"
        | "GATEWAY_LABELS"
        | "liveConnections"
        | "PROXIES"
        | "RATE_STORE_URL"
        | "rates"
        | "SHARE_PORT"
        | "PUBLIC_URL"
        | "RECORDED_DAYS"
        | "SCHEMA_CHECK_DAYS"
        | "sql"
        | "TABLE_RUN_DAYS"
        | "tables"
        | "TRUSTED_DOCUMENTS"
        | "TRUSTED_ONLY"
      >
    >;
  /** How long clients may take to end their connections when it is stopped, in milliseconds; 0 by default. */
  lingerMs?: number;
  /** Where the gateway's own database is; undefined while there is none. */
  databaseUrl?: () => string | undefined;
  /** The file that keeps the graph that was published last; absent: none is kept. */
  publishedFile?: string;
  /** The subgraphs that are there before any is published; by default those that are committed. */
  listedSchemas?: () => Promise<readonly RegistrySchema[]>;
  /** What subscriptions are answered by in the place of its own live queries. */
  live?: LiveQueries;
  /** Those of the process, which this gateway adds its own to; absent: nothing is counted. */
  metrics?: Metrics | undefined;
  /** The processes that serve another graph together with this one; absent: it is alone. */
  together?: PublishedTogether | undefined;
  /** Of the process; absent: nothing is traced. */
  tracing?: Pick<Tracing, "begin"> | undefined;
  /** Absent where identity is switched off: then everyone is the public reader. */
  tokens?: TokenVerifier;
  /** What `signer` signs by, whose public halves are served; absent: none are. */
  signingKeys?: SigningKeys;
}

/** A gateway that answers on `url` until it is stopped. */
export interface RunningGateway {
  url: string;
  /** Queries whose answers are sent again whenever they change. */
  live: OpenLiveQueries;
  /** Fulfilled once every subgraph has answered, and large texts are answered as fast as they will be. */
  ready: Promise<void>;
  /** Makes another supergraph ready to be served. Throws SupergraphRefused. */
  prepare(supergraphSdl: string): Promise<PreparedGraph>;
  /**
   * Unready at once, then no new connections, then the end of the requests in flight. Within 9.5 s, whatever the
   * configuration: what is not answered by then gets an error.
   */
  stop(): Promise<void>;
}

/** Loads the supergraph and serves it. Throws when it is none, or when the port cannot be had. */
export async function startGateway({
  metrics: ofProcess,
  ...given
}: GatewayOptions): Promise<RunningGateway> {
  const { config, log } = given;
  const ofPages = trustedDocumentsOf(readPageManifests());
  const trusted = openTrusted({ config, log, ofPages }, () => graph.supergraphs.current().pipeline);
  const knownClients = () => new Set([...trusted.clients(), ...(config.METRICS_CLIENTS ?? [])]);
  const metrics = ofProcess && createGatewayMetrics(ofProcess, knownClients);
  const database = openGatewayDatabase({ url: given.databaseUrl ?? (() => undefined), log });
  const recording = openRecording(database, given);
  const options = {
    ...{ ...given, noteUse: recording?.note },
    ...(metrics && { observeFetches: metrics.observeFetches }),
  };
  const published = await openPublishedSchemas({ ...given, database });
  const first = await openFirstGraph(options, published.first?.supergraphSdl);
  const graph = createServedGraph({ ...options, ignoresFile: () => published.isFollowed() }, first);
  const pipeline = () => graph.supergraphs.current().pipeline;
  const isApolloExecutor = config.GATEWAY_EXECUTOR === "apollo";
  // What few use is loaded when it is used: loading is most of the time that a restart takes.
  const apolloServer: typeof import("./apollo-executor/apollo-server") | undefined = isApolloExecutor
    ? require("./apollo-executor/apollo-server")
    : undefined;
  const apollo = await apolloServer?.createApolloExecutorServer(
    graph.supergraphs,
    config.GATEWAY_LIMITS,
    log,
  );
  await apollo?.start();

  const logSlow = logSlowOperations(config.LOG_OPERATIONS_MS ?? 0);
  const app = createHttpApp({
    log,
    bodyLimit: config.BODY_LIMIT,
    clientTimeoutMs: config.CLIENT_TIMEOUT_MS,
    requestLogLevel: "info",
    proxies: config.PROXIES ?? 0,
    lingerMs: options.lingerMs,
    recordOf: (request) => request.operation,
    takesSockets: true,
    onAnswered(request, reply, status) {
      metrics?.onAnswered(request, reply, status);
      traces?.end(request, status);
      logSlow(request, reply, status);
    },
  });
  app.decorateRequest("operation");
  const traces = given.tracing && traceRequests(app, given.tracing, config.TRACES_OF_CLIENTS ?? false);
  let afterChange = () => {};
  const changed = () => afterChange();
  await registerCors(app, config.CORS_ORIGINS);
  registerEtag(app);
  await registerCompression(app);
  const requests = createRequestWatch(config.REQUEST_TIMEOUT_MS);
  const pace = createTablePace({ isBusy: watchOthers(app, tablePaths) });
  const viewerOf = options.tokens ? authenticate(app, options.tokens) : () => publicViewer;
  const clientRates = await openRates(options);
  const rateOf = clientRates && registerRates(app, clientRates, viewerOf, operationPaths);
  const contextOf = (request: FastifyRequest, reply: FastifyReply): GatewayContext => {
    const viewer = viewerOf(request);
    const record = recordOf(request, viewer);
    request.operation = record;
    return {
      viewer,
      record,
      client: record,
      changed,
      rate: rateOf?.(request, reply),
      requestId: request.id,
      begunAt: options.clock.now().toISOString(),
      signals: requests.watch(reply.raw),
      token: lazily(() => heldToken(options.tokens && request.headers.authorization)),
      span: traces?.begin(request),
      describesCost: request.headers[costHeader] !== undefined,
    };
  };
  const readerOptions = {
    trusted,
    ...(config.TRUSTED_ONLY && { trustedOnly: config.TRUSTED_ONLY }),
  };
  const formatError = createErrorFormatter(log);
  const live = openLiveQueries({
    ...{ signer: options.signer, clock: options.clock, log, formatError },
    current: graph.supergraphs.current,
    isRevoked: options.tokens?.isRevoked,
    signalsOfRun: requests.watchPart,
    limits: config.live ?? defaultLiveLimits,
  });
  graph.supergraphs.onReplace(live.replaced);
  const liveTransports = openLiveTransports(app, {
    ...{ ...readerOptions, pipeline, contextOf, formatError, requests, changed, log, clientRates },
    ...{ clock: options.clock, tokens: options.tokens, live: options.live ?? live },
    ...{
      limits: config.liveConnections ?? defaultConnectionLimits,
      bodyLimit: config.BODY_LIMIT,
      origins: config.CORS_ORIGINS,
    },
  });
  if (apollo) mountApollo(app, apollo, async (request, reply) => contextOf(request, reply));
  else registerGraphQL(app, { ...readerOptions, ...liveTransports, pipeline, contextOf, formatError });
  registerCost(app, { ...readerOptions, pipeline, contextOf, formatError });
  const labelsOfGraph = openLabels(config.GATEWAY_LABELS ?? labelsFile, log);
  const reader = createTableReader({
    ...{ pipeline, clock: options.clock, log, pace, signalsOfPage: requests.watchPart },
    schema: () => graph.supergraphs.current().schema,
    labels: () => labelsOfGraph(graph.supergraphs.current()),
    limits: config.tables ?? defaultTableLimits,
    requireText: (query, { role }) =>
      requireTrusted(
        config.TRUSTED_ONLY ?? new Set(),
        role,
        trusted.textOf(hashOf(query), undefined) !== undefined,
      ),
  });
  const sqlRunner = createSqlRunner({
    ...{ reader, log, limits: config.sql ?? { ...defaultSqlLimits, standby: 0 } },
    rows: (config.tables ?? defaultTableLimits).rows,
  });
  const savedTables = openSavedTables(app, {
    ...{ ...options, ...readerOptions, database, contextOf, formatError, reader, sqlRunner },
    schema: () => graph.supergraphs.current().schema,
  });
  const { observe } = savedTables;
  registerTables(app, { ...readerOptions, reader, contextOf, formatError, observe });
  registerSql(app, { ...readerOptions, runner: sqlRunner, contextOf, formatError, observe });
  registerMcp(app, {
    ...{ ...readerOptions, contextOf, formatError, log, origins: config.CORS_ORIGINS },
    graph: createAssistantGraphs({
      current: graph.supergraphs.current,
      labelsOf: labelsOfGraph,
      sql: sqlRunner,
    }),
    maxBytes: config.MCP_ANSWER_BYTES,
  });
  published.register(app, {
    ...{ graph, viewerOf, contextOf, trusted, together: given.together },
    shipped: savedTables.shipped,
  });
  const closePages = registerPages(app, { pipeline, contextOf, formatError, trusted, log });
  if (options.signingKeys) registerInternalKeys(app, options.signingKeys);
  registerSchema(app, graph.supergraphs.current);
  registerLabels(app, graph.supergraphs.current, (current) => labelsOfGraph(current).list);
  const { forwardedPaths, copiedFacts } = options.declarations ?? { forwardedPaths: [], copiedFacts: [] };
  const transportOf = (name: string) => graph.supergraphs.current().transports.get(name);
  registerForwardedPaths(app, forwardedPaths, transportOf, options.signer, rateOf);
  registerImportPaths(app, {
    transports: () => graph.supergraphs.current().transports,
    ...{ viewerOf, signer: options.signer, rateOf },
    maxBytes: config.IMPORT_MAX_BYTES ?? defaultImportBytes,
  });
  registerSyncPath(app, {
    transports: () => graph.supergraphs.current().transports,
    ...{ viewerOf, signer: options.signer, rateOf },
    maxBytes: config.SYNC_MAX_BYTES ?? defaultSyncBytes,
  });
  let stopping = false;
  const isReady = () => !stopping && graph.isReady();
  metrics?.read({
    ...{ isReady, states: graph.states, supergraph: graph.supergraph },
    transports: () => graph.supergraphs.current().transports,
    caches: () => graph.supergraphs.current().caches(),
    isRateStoreUp: () => clientRates?.isStoreUp(),
  });
  registerHealth(app, (request) => ({
    ready: isReady(),
    // The state of each subgraph would show the public where an attack does most.
    details: { schema: "loaded", stopping, ...(viewerOf(request).role === "admin" && graph.details()) },
  }));

  const close = async () => {
    trusted.stop();
    graph.stop();
    liveTransports.stop();
    await live.stop();
    await app.close();
    await closePages();
    await savedTables.stop();
    await published.stop();
    await recording?.stop();
    await database.close();
    await sqlRunner.close();
    await apollo?.stop();
    await graph.supergraphs.stop();
    await clientRates?.close();
  };
  const address = { host: config.HOST, port: config.GATEWAY_PORT, reusePort: config.SHARE_PORT ?? false };
  const url = await app.listen(address).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  // It answers meanwhile, and says that it is ready when this is done.
  const warm =
    config.GATEWAY_LIMITS === "off"
      ? undefined
      : first.warmUp().catch((error: unknown) => log.warn({ err: error }, "large texts are not warmed up"));
  trusted.prepareAll();
  // What is needed now and then waits until the graph can be asked.
  graph.ready.then(
    () => !stopping && sqlRunner.open(),
    () => {}, // Whoever waits for `ready` is told.
  );
  // Without a signer no subgraph would know that the freshness job may write.
  const freshnessJob =
    options.signer && config.FRESHNESS_INTERVAL_MS > 0 && copiedFacts.length > 0
      ? startFreshnessJob({
          ...{ config, log, clock: options.clock, facts: copiedFacts },
          ...{ graph: graph.supergraphs.current, ready: graph.ready },
        })
      : undefined;
  afterChange = () => freshnessJob?.changed();
  return {
    ...{ url, live },
    ready: Promise.all([graph.ready, warm]).then(() => undefined),
    prepare: graph.prepare,
    async stop() {
      stopping = true;
      const cutAll = () => {
        requests.cut();
        void sqlRunner.close();
      };
      const cut = setTimeout(cutAll, cutAfterMs);
      const hangUp = setTimeout(() => app.server.closeAllConnections(), hangUpAfterMs);
      await freshnessJob?.stop();
      await new Promise((resolve) => setTimeout(resolve, config.SHUTDOWN_DELAY_MS));
      await close();
      clearTimeout(cut);
      clearTimeout(hangUp);
    },
  };
}

/** A published graph that this build cannot serve does not keep it from starting. */
async function openFirstGraph(options: GatewayOptions, published: string | undefined): Promise<OpenGraph> {
  if (published !== undefined) {
    try {
      return await openGraph(options, published);
    } catch (error) {
      options.log.error({ err: error, alarm: true }, "the published graph cannot be served; the file's is");
    }
  }
  return openGraph(options, options.supergraphSdl).catch(refuseSupergraph);
}

/** Where tables are read: what others do not have to wait for. */
const tablePaths = ["/tables", "/tables/:file", "/sql"];

/** A process that is to stop is killed after 10 s. Before that, requests that wait for a subgraph are answered. */
const cutAfterMs = 8_500;
/** Before that, too, but after the answers: clients that send or read so slowly that they would never be done. */
const hangUpAfterMs = 9_500;
