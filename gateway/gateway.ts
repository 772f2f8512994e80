import { mountApollo } from "../shared/http/server/apollo";
import { createErrorFormatter } from "../shared/http/server/format-error";
import { registerHealth } from "../shared/http/server/health";
import { createHttpApp } from "../shared/http/server/http-app";
import { defaultConnectionLimits } from "./config/connection-limits";
import { defaultLiveLimits } from "./config/live-limits";
import { openGatewayDatabase } from "./database/gateway-database";
import { startFreshnessJob } from "./freshness/start-freshness-job";
import type { GatewayOptions, RunningGateway } from "./gateway-options";
import { type OpenGraph, openGraph } from "./graph/open-graph";
import { refuseSupergraph } from "./graph/prepare-graph";
import { createServedGraph } from "./graph/served-graph";
import { registerCompression } from "./http/compression";
import { registerCors } from "./http/cors";
import { registerCost } from "./http/cost-route";
import { registerEtag } from "./http/etag";
import { registerGraphQL } from "./http/graphql-route";
import { registerInternalKeys } from "./http/internal-keys-route";
import { registerLabels } from "./http/labels-route";
import { registerSchema } from "./http/schema-route";
import { labelsFile } from "./labels/labels-file";
import { openLabels } from "./labels/open-labels";
import { openLiveQueries } from "./live/open-live-queries";
import { openLiveTransports } from "./live-transports";
import { createGatewayMetrics } from "./metrics/gateway-metrics";
import { openRequests } from "./open-requests";
import { openTables } from "./open-tables";
import { readPageManifests } from "./pages/documents/document-folders";
import { registerPages } from "./pages/register-pages";
import { openPublishedSchemas } from "./published-schemas";
import { openRecording } from "./recording/open-recording";
import { registerForwarding } from "./register-forwarding";
import { logSlowOperations } from "./request/log-slow-operations";
import { traceRequests } from "./request/trace-requests";
import { watchOthers } from "./request/watch-others";
import { createTablePace } from "./tables/pages/table-pace";
import { openTrusted } from "./trusted/open-trusted";
import { trustedDocumentsOf } from "./trusted/trusted-documents";

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
  const traces = given.tracing && traceRequests(app, given.tracing, config.TRACES_OF_CLIENTS ?? false);
  let afterChange = () => {};
  const changed = () => afterChange();
  await registerCors(app, config.CORS_ORIGINS);
  registerEtag(app);
  await registerCompression(app);
  const isBusy = watchOthers(app, tablePaths);
  const pace = createTablePace({ isBusy });
  const requests = await openRequests(app, { ...options, traces, changed });
  const { contextOf, viewerOf, clientRates } = requests;
  const readerOptions = {
    trusted,
    ...(config.TRUSTED_ONLY && { trustedOnly: config.TRUSTED_ONLY }),
  };
  const formatError = createErrorFormatter(log);
  const live = openLiveQueries({
    ...{ signer: options.signer, clock: options.clock, log, formatError },
    current: graph.supergraphs.current,
    isRevoked: options.tokens?.isRevoked,
    signalsOfRun: requests.watch.watchPart,
    limits: config.live ?? defaultLiveLimits,
  });
  graph.supergraphs.onReplace(live.replaced);
  const liveTransports = openLiveTransports(app, {
    ...{ ...readerOptions, pipeline, contextOf, formatError, changed, log, clientRates },
    ...{ requests: requests.watch, clock: options.clock, tokens: options.tokens, live: options.live ?? live },
    ...{
      limits: config.liveConnections ?? defaultConnectionLimits,
      bodyLimit: config.BODY_LIMIT,
      origins: config.CORS_ORIGINS,
    },
  });
  if (apollo) mountApollo(app, apollo, async (request, reply) => contextOf(request, reply));
  else registerGraphQL(app, { ...readerOptions, ...liveTransports, pipeline, contextOf, formatError });
  registerCost(app, { ...readerOptions, pipeline, contextOf, formatError });
  const labelsOf = openLabels(config.GATEWAY_LABELS ?? labelsFile, log);
  const tables = openTables(app, {
    ...{ gateway: options, ...readerOptions, database, contextOf, formatError, graph, labelsOf, pace },
    signalsOfPage: requests.watch.watchPart,
  });
  published.register(app, {
    ...{ graph, viewerOf, contextOf, trusted, together: given.together },
    shipped: tables.shipped,
  });
  const closePages = registerPages(app, { pipeline, contextOf, formatError, trusted, log });
  if (options.signingKeys) registerInternalKeys(app, options.signingKeys);
  registerSchema(app, graph.supergraphs.current);
  registerLabels(app, graph.supergraphs.current, (current) => labelsOf(current).list);
  registerForwarding(app, options, graph, requests);
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
    await tables.stop();
    await published.stop();
    await recording?.stop();
    await database.close();
    await tables.sqlRunner.close();
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
    () => {
      if (stopping) return;
      tables.sqlRunner.open();
      const isOver = () => stopping || isBusy();
      first.warmUpForms(config.WARM_UP_MS ?? 0, isOver).then(
        (forms) => log.debug({ forms }, "operations of new forms are warmed up"),
        (error: unknown) => log.warn({ err: error }, "operations of new forms are not warmed up"),
      );
    },
    () => {}, // Whoever waits for `ready` is told.
  );
  const copiedFacts = options.declarations?.copiedFacts ?? [];
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
        requests.watch.cut();
        void tables.sqlRunner.close();
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
