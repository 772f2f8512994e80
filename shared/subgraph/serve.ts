import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from "@apollo/server/plugin/disabled";
import type { FastifyRequest } from "fastify";
import type { DataSource } from "typeorm";
import type { Clock } from "../clock/clock";
import { operationClock, operationInstantHeader } from "../clock/operation-clock";
import { Database } from "../database/database";
import { mountApollo, statusOfCode } from "../http/apollo";
import { createErrorFormatter } from "../http/format-error";
import { registerHealth } from "../http/health";
import { createHttpApp } from "../http/http-app";
import { type StatementVerifier, statementHeader } from "../identity/statement";
import { publicViewer, type Viewer } from "../identity/viewer";
import type { Logger } from "../log/logger";
import { buildFederatedSchema } from "./build-schema";
import { checkInput } from "./check-input";
import { SubgraphContext } from "./context";
import type { Subgraph } from "./define-subgraph";
import { registerRoutes } from "./subgraph-route";

export interface ServeOptions {
  dataSource: DataSource;
  clock: Clock;
  log: Logger;
  statements: StatementVerifier;
  host: string;
  port: number;
  /** Where others reach the graph. */
  publicUrl: string;
}

/** A subgraph that answers on `url` until it is stopped. */
export interface ServedSubgraph {
  url: string;
  /** Lets requests in flight finish, then closes the port. */
  stop(): Promise<void>;
}

/** The GraphQL half of a subgraph, without a socket: what tests ask directly. */
export async function createSubgraphServer(
  subgraph: Subgraph,
  log: Logger,
): Promise<ApolloServer<SubgraphContext>> {
  return new ApolloServer<SubgraphContext>({
    schema: await buildFederatedSchema(subgraph),
    introspection: true,
    // A browser never gets this far: every request needs a statement in a header of its own.
    csrfPrevention: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: createErrorFormatter(log),
    // Inline traces are meant for Apollo's cloud, and no field here has a cache hint. Each of the two would wrap
    // the resolver of every field, which a list of thousands of rows pays for thousands of times.
    plugins: [
      statusOfCode,
      checkInput,
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}

/** Bytes of a request: the gateway's `_entities` of many references are larger than any client's query. */
const bodyLimit = 8 * 1024 * 1024;

/**
 * Serves a subgraph over HTTP. It answers nobody without the gateway's statement: the hook stands before
 * GraphQL, so that `_service` and `_entities`, which have no resolver of ours to guard them, are covered too.
 */
export async function serveSubgraph(subgraph: Subgraph, options: ServeOptions): Promise<ServedSubgraph> {
  const { dataSource, clock, log, statements } = options;
  const server = await createSubgraphServer(subgraph, log);
  await server.start();

  const app = createHttpApp({ log, bodyLimit });
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  app.addHook("onRequest", async (request) => {
    if (request.url.startsWith("/health/")) return;
    const statement = request.headers[statementHeader];
    viewers.set(request, await statements.verify(Array.isArray(statement) ? undefined : statement));
  });
  registerHealth(app, async () => ({ ready: await answers(dataSource) }));
  const contextOf = (request: FastifyRequest) =>
    new SubgraphContext({
      viewer: viewers.get(request) ?? publicViewer,
      clock: operationClock(clock, request.headers[operationInstantHeader]),
      log: log.child({ requestId: request.id }),
      database: Database.of(dataSource),
    });
  mountApollo(app, server, async (request) => contextOf(request));
  registerRoutes(app, subgraph.routes ?? [], options.publicUrl, contextOf);

  const url = await app.listen({ host: options.host, port: options.port });
  const stop = async () => {
    await app.close();
    await server.stop();
  };
  return { url: `${url}/graphql`, stop };
}

async function answers(dataSource: DataSource): Promise<boolean> {
  await dataSource.query("SELECT 1");
  return true;
}
