import { randomUUID } from "node:crypto";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from "@apollo/server/plugin/disabled";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { DataSource } from "typeorm";
import { dataAsOfHeader } from "../../base/changes/data-as-of";
import type { Clock } from "../../base/clock/clock";
import { operationClock, operationInstantHeader } from "../../base/clock/operation-clock";
import { GraphError } from "../../base/errors/graph-error";
import type { Logger } from "../../base/log/logger";
import type { Tracing } from "../../base/trace/span";
import { deadlineHeader, timeLeft } from "../../base/work/deadline-header";
import { endableExecution } from "../../base/work/endable-execution";
import { ListScheduler } from "../../base/work/list-scheduler";
import { RequestWork } from "../../base/work/request-work";
import { createChangeBell } from "../../database/change-log/change-bell";
import { openStateConnection } from "../../database/change-log/state-connection";
import { urlOf } from "../../database/data-source";
import { Database } from "../../database/database";
import type { ReadReplica } from "../../database/read-replica/open-read-replica";
import {
  type InternalStatement,
  type InternalTokenVerifier,
  internalTokenHeader,
} from "../../http/identity/internal-token";
import { publicViewer } from "../../http/identity/viewer";
import { mountApollo, statusOfCode } from "../../http/server/apollo";
import { createErrorFormatter } from "../../http/server/format-error";
import { registerHealth } from "../../http/server/health";
import { createHttpApp, type HttpAppOptions } from "../../http/server/http-app";
import { traceRequests } from "../../http/server/trace-requests";
import { openAnswerStates } from "../answer-state/open-answer-states";
import { registerAnswerStates } from "../answer-state/register-answer-states";
import type { Audit } from "../audit/audit";
import { recordImport } from "../audit/record-import";
import { atMidnight } from "../change-stream/clock-changes";
import { type ChangeReaders, registerChanges } from "../change-stream/register-changes";
import type { CodeCache } from "../context/code-cache";
import { SubgraphContext } from "../context/context";
import { type ImportRoutesOptions, registerImports } from "../import-http/register-imports";
import { answerKeptFetches } from "../kept-fetches/answer-kept-fetches";
import { KeptFetches } from "../kept-fetches/kept-fetches";
import { KeptRows } from "../kept-rows/kept-rows";
import type { Statistics } from "../statistics/statistics";
import { registerSync } from "../sync-http/register-sync";
import { buildFederatedSchema } from "./build-schema";
import { checkInput } from "./check-input";
import type { Subgraph } from "./define-subgraph";
import { registerRoutes } from "./subgraph-route";

export interface ServeOptions {
  dataSource: DataSource;
  clock: Clock;
  log: Logger;
  statements: InternalTokenVerifier;
  statistics: Statistics;
  audit: Audit;
  host: string;
  port: number;
  /** How long requests in flight may go on when it is stopped, in milliseconds; 7 s by default. */
  graceMs?: number;
  /** Whether another process may listen on the port at the same time: the one that takes its place. */
  sharesPort?: boolean;
  /** How long callers may take to end their connections when it is stopped, in milliseconds; 0 by default. */
  lingerMs?: number;
  /** Objects that the lists of one answer may have in all. */
  maxObjects: number;
  /** Where others reach the graph. */
  publicUrl: string;
  /** What the gateway's connections are taken by; absent: they are plain. */
  tls?: HttpAppOptions["tls"];
  /** What answers depend on besides the data, the same in all processes that answer alike; by default this process alone. */
  version?: string;
  /** Where pages of tables are read from, as long as it is not too far behind; absent: from `dataSource`, as all else. */
  readReplica?: Pick<ReadReplica, "read"> | undefined;
  /** Whether answers, and what loaders declare as kept, are kept between changes of what they are of; by default they are. */
  keepsRows?: boolean;
  /** Of the process; absent: nothing is traced. */
  tracing?: Pick<Tracing, "begin"> | undefined;
  /** Told of each request that was answered. */
  onAnswered?: HttpAppOptions["onAnswered"];
}

/** A subgraph that answers on `url` until it is stopped. */
export interface ServedSubgraph {
  url: string;
  /** Lets requests in flight finish, then closes the port. */
  stop(): Promise<void>;
  /** Who follows its changes; undefined where it has no change log. */
  changes: ChangeReaders | undefined;
}

/** The GraphQL half of a subgraph, without a socket: what tests ask directly. */
export async function createSubgraphServer(
  subgraph: Subgraph,
  log: Logger,
): Promise<ApolloServer<SubgraphContext>> {
  return new ApolloServer<SubgraphContext>({
    gateway: endableExecution<SubgraphContext>(await buildFederatedSchema(subgraph)),
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

/** Of a query or a mutation whose caller does not say how long it waits. */
const longestQueryMs = 30_000;

/** A process that is told to stop is killed after 10 s. Before that, work that has not come to its end is ended. */
const defaultGraceMs = 7_000;
/** For what is ended to be answered, and the answer to be read. */
const answerMs = 1_000;

const stopping = () =>
  new GraphError("SERVICE_UNAVAILABLE", "The subgraph is being stopped; ask again, another will answer.");

/** Bytes of a request: the gateway's `_entities` of many references are larger than any client's query. */
const bodyLimit = 8 * 1024 * 1024;

/**
 * Serves a subgraph over HTTP. It answers nobody without the gateway's statement: the hook stands before
 * GraphQL, so that `_service` and `_entities`, which have no resolver of ours to guard them, are covered too.
 */
export async function serveSubgraph(subgraph: Subgraph, options: ServeOptions): Promise<ServedSubgraph> {
  const { dataSource, clock, log, statements, statistics, audit, graceMs = defaultGraceMs } = options;
  const server = await createSubgraphServer(subgraph, log);
  await server.start();

  const { lingerMs, onAnswered, tls } = options;
  const app = createHttpApp({ log, bodyLimit, lingerMs, onAnswered, tls });
  const stated = new WeakMap<FastifyRequest, InternalStatement>();
  app.addHook("onRequest", async (request) => {
    if (request.url.startsWith("/health/")) return;
    const statement = request.headers[internalTokenHeader];
    stated.set(request, await statements.read(Array.isArray(statement) ? undefined : statement));
  });
  // After the hook that reads the statement: whoever has none does not say what is traced.
  if (options.tracing) traceRequests(app, options.tracing);
  registerHealth(app, async () => ({ ready: await answers(dataSource) }));
  const works = new Set<RequestWork>();
  const workOfRequest = new WeakMap<FastifyRequest, RequestWork>();
  const pace = new ListScheduler();
  const codes: CodeCache = new Map();
  const workOf = (request: FastifyRequest, reply: FastifyReply, longestMs: number) => {
    const work = new RequestWork({ objects: options.maxObjects, pace });
    works.add(work);
    workOfRequest.set(request, work);
    work.endWithin(timeLeft(request.headers[deadlineHeader], longestMs));
    reply.raw.once("close", () => {
      if (!reply.raw.writableFinished) work.abandon();
      work.finish();
      works.delete(work);
    });
    return work;
  };
  const own = Database.of(dataSource);
  const connection = subgraph.hasChangeLog
    ? openStateConnection(urlOf(dataSource), subgraph.name)
    : undefined;
  const kept = connection && options.keepsRows !== false ? new KeptRows(connection) : undefined;
  const clockOf = (request: FastifyRequest) => operationClock(clock, request.headers[operationInstantHeader]);
  const contextOf = (request: FastifyRequest, reply: FastifyReply, longestMs: number, database = own) =>
    new SubgraphContext({
      ...(stated.get(request) ?? { viewer: publicViewer }),
      clock: clockOf(request),
      log: log.child({ requestId: request.id }),
      ...{ database, own, statistics, audit, codes, kept },
      work: workOf(request, reply, longestMs),
    });
  const { clockChanges = atMidnight } = subgraph;
  const version = options.version ?? randomUUID();
  const states = connection && openAnswerStates({ connection, database: own, clockChanges, version });
  if (states) registerAnswerStates(app, { states, clock, workOf: (request) => workOfRequest.get(request) });
  if (kept)
    answerKeptFetches(app, {
      ...{
        fetches: new KeptFetches({ kept, clockChanges, database: own }),
        log,
        clockOf,
        works: workOfRequest,
      },
      statementOf: (request) => stated.get(request),
    });
  mountApollo(app, server, async (request, reply) => {
    // A page of a table is one of many that are not of one moment anyway, and reads much.
    const isOfTable = stated.get(request)?.pageRows !== undefined;
    const found = isOfTable ? await options.readReplica?.read() : undefined;
    const context = contextOf(request, reply, longestQueryMs, found?.database);
    if (found) {
      context.work.isOfState = false;
      reply.header(dataAsOfHeader, found.asOf.toISOString());
    }
    return context;
  });
  registerRoutes(app, subgraph.routes ?? [], options.publicUrl, contextOf);
  const importRoutes: ImportRoutesOptions = {
    ...{ dataSource, clock, log, record: recordImport },
    viewerOf: (request) => stated.get(request)?.viewer ?? publicViewer,
    refused: (viewer, operation, code) => audit.refused({ viewer, operation, keys: [] }, code),
  };
  registerImports(app, subgraph, importRoutes);
  registerSync(app, subgraph, importRoutes);
  const bell = subgraph.hasChangeLog ? createChangeBell(urlOf(dataSource), subgraph.name, log) : undefined;
  const changes =
    bell && registerChanges(app, { database: Database.of(dataSource), bell, clock, clockChanges, log });

  const address = { host: options.host, port: options.port, reusePort: options.sharesPort ?? false };
  // Fastify does not know what the server speaks that it was given.
  const url = (await app.listen(address)).replace(/^http:/, tls ? "https:" : "http:");
  const stop = async () => {
    const timer = setTimeout(() => {
      for (const work of works) work.end(stopping());
    }, graceMs);
    const hangUp = setTimeout(() => app.server.closeAllConnections(), graceMs + answerMs);
    await app.close();
    await server.stop();
    await Promise.all([bell?.end(), connection?.end()]);
    clearTimeout(timer);
    clearTimeout(hangUp);
  };
  return { url: `${url}/graphql`, stop, changes };
}

async function answers(dataSource: DataSource): Promise<boolean> {
  await dataSource.query("SELECT 1");
  return true;
}
