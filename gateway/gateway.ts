import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { Clock } from "../shared/clock/clock";
import { mountApollo, statusOfCode } from "../shared/http/apollo";
import { registerHealth } from "../shared/http/health";
import { createHttpApp } from "../shared/http/http-app";
import type { StatementSigner } from "../shared/identity/statement";
import type { Logger } from "../shared/log/logger";
import type { GatewayConfig } from "./config";
import type { GatewayContext } from "./context";
import { registerCompression } from "./door/compression";
import { registerCors } from "./door/cors";
import { createGatewayErrorFormatter } from "./errors/format-gateway-error";
import { reportWrongValues } from "./errors/report-wrong-values";
import { requireOperation } from "./errors/require-operation";
import { registerExplorer } from "./explorer/explorer";
import { authenticate } from "./identity/authenticate";
import type { TokenVerifier } from "./identity/token-verifier";
import { checkScalars } from "./schema/check-scalars";
import { createSubgraphClient, type SubgraphClient } from "./subgraphs/subgraph-client";
import { SubgraphDataSource } from "./subgraphs/subgraph-data-source";
import { watchSubgraphs } from "./subgraphs/subgraph-watch";

export interface GatewayOptions {
  config: Pick<
    GatewayConfig,
    "BODY_LIMIT" | "CORS_ORIGINS" | "GATEWAY_PORT" | "HOST" | "SHUTDOWN_DELAY_MS" | "SUBGRAPH_TIMEOUT_MS"
  >;
  supergraphSdl: string;
  /** Where each subgraph of the supergraph is, by name. */
  urls: ReadonlyMap<string, string>;
  signer: StatementSigner;
  tokens: TokenVerifier;
  clock: Clock;
  log: Logger;
}

/** A gateway that answers on `url` until it is stopped. */
export interface RunningGateway {
  url: string;
  /** Fulfilled once every subgraph has answered. */
  ready: Promise<void>;
  /** Unready at once, then no new connections, then the end of the requests in flight. */
  stop(): Promise<void>;
}

const maxAnswerBytes = 10 * 1024 * 1024;

/** Loads the supergraph and serves it. Throws when it is none, or when the port cannot be had. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { config, urls, signer, clock, log } = options;
  const clients = new Map(
    [...urls].map(([name, url]) => [
      name,
      createSubgraphClient({ url, timeoutMs: config.SUBGRAPH_TIMEOUT_MS, maxAnswerBytes }),
    ]),
  );
  const server = createServer(options, clients);
  await server.start();

  const app = createHttpApp({ log, bodyLimit: config.BODY_LIMIT, requestLogLevel: "info" });
  await registerCors(app, config.CORS_ORIGINS);
  await registerCompression(app);
  const viewerOf = authenticate(app, options.tokens);
  mountApollo(app, server, async (request) => ({ viewer: viewerOf(request), requestId: request.id }));
  registerExplorer(app);
  let stopping = false;
  registerHealth(app, () => ({
    ready: !stopping && watch.hasAllAnswered(),
    details: { schema: "loaded", stopping, subgraphs: watch.states() },
  }));
  const watch = watchSubgraphs({ clients, signer, clock, log });

  const close = async () => {
    watch.stop();
    await app.close();
    await server.stop();
    await Promise.all([...clients.values()].map((client) => client.close()));
  };
  const url = await app
    .listen({ host: config.HOST, port: config.GATEWAY_PORT })
    .catch(async (error: unknown) => {
      await close();
      throw error;
    });
  return {
    url,
    ready: watch.allAnswered,
    async stop() {
      stopping = true;
      await new Promise((resolve) => setTimeout(resolve, config.SHUTDOWN_DELAY_MS));
      await close();
    },
  };
}

/**
 * What a hostile query costs is bounded before it is planned: 15,000 tokens to parse, and 10,000
 * selections once its fragments are unfolded. 692 bytes of fragments that each hold the next one twice
 * would plan for seconds.
 */
const maxTokens = 15_000;
const maxRecursiveSelections = 10_000;

function createServer(
  { supergraphSdl, signer, log }: GatewayOptions,
  clients: ReadonlyMap<string, SubgraphClient>,
): ApolloServer<GatewayContext> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: log,
    __exposeQueryPlanExperimental: false,
    buildService({ name }) {
      const client = clients.get(name);
      if (!client) throw new Error(`Expected a URL for the subgraph ${name}.`);
      return new SubgraphDataSource({ name, client, signer, log });
    },
  });
  // Before the server listens for the schema too: it then never sees the unchecked scalars.
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => checkScalars(apiSchema));
  return new ApolloServer<GatewayContext>({
    gateway,
    logger: log,
    // The schema is public, so "Did you mean …?" tells nothing that introspection does not.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    cache: "bounded",
    parseOptions: { maxTokens },
    maxRecursiveSelections,
    formatError: createGatewayErrorFormatter(log),
    stopOnTerminationSignals: false,
    plugins: [
      statusOfCode,
      requireOperation,
      reportWrongValues(log),
      ApolloServerPluginLandingPageDisabled(),
      // With APOLLO_KEY among the variables, both would send our queries and schema to Apollo.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
    ],
  });
}
