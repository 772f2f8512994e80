import type { IncomingMessage, Server } from "node:http";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { GraphError } from "../../base/errors/graph-error";
import type { Logger } from "../../base/log/logger";
import { createTlsServer, requireClientCertificate } from "../tls/serve-tls";
import type { TlsMaterial } from "../tls/tls-files";
import { answerError } from "./answer-error";
import { drainConnections } from "./drain-connections";
import { requestIdFrom, requestIdHeader, withRequestId } from "./request-id";

export interface HttpAppOptions {
  log: Logger;
  /** Largest body taken in, in bytes; 512 KiB by default. */
  bodyLimit?: number;
  /** How long a client may take to send a request, in milliseconds; 30 s by default. */
  clientTimeoutMs?: number;
  /**
   * How many proxies of ours a request comes through, each of which adds an address to `X-Forwarded-For`; 0 by default.
   */
  proxies?: number;
  /** How long clients may take to end their connections when it is closed, in milliseconds; 0 by default. */
  lingerMs?: number | undefined;
  /** Whether requests may become WebSockets: what listens for `upgrade` gets those that ask for it, and no others. */
  takesSockets?: boolean;
  /** Level of the one line that is logged for each request; `debug` by default. */
  requestLogLevel?: "info" | "debug";
  /** What that line has besides method, path, status and time. */
  recordOf?: (request: FastifyRequest) => object | undefined;
  /** What connections are taken by; absent: they are plain. With a CA, clients must have a certificate. */
  tls?: (() => TlsMaterial) | undefined;
  /** Told of each request but those for health, as the log is, with the status that the log has. */
  onAnswered?: ((request: FastifyRequest, reply: FastifyReply, status: number) => void) | undefined;
}

/** What Fastify keeps idle connections for, where it makes the server itself. */
const keepAliveMs = 72_000;

const methods = ["GET", "POST", "PUT", "DELETE"] as const;

/** What logs put for the status of a response that nobody waited for, as nginx does. */
const clientClosedRequest = 499;

/** The status of a request that has become a socket, which is logged when that is closed. */
const switchingProtocols = 101;

/**
 * What a browser may not do with an answer: take it for another type, show it in another's frame, send on where it was.
 */
const protectiveHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
};

/**
 * The HTTP server that the gateway and every subgraph stand on: request ids, one log line per request,
 * and errors that always have GraphQL's form, `{"errors":[{"message","extensions":{"code"}}]}`.
 *
 * `close()` lets requests in flight finish, and idle clients leave by themselves for `lingerMs`. Then Fastify closes
 * idle keep-alive connections; a busy one gets `Connection: close` with its answer, or it would occupy the process for
 * the keep-alive timeout. A request that slips in meanwhile is served, not refused.
 */
export function createHttpApp({
  log,
  bodyLimit = 512 * 1024,
  clientTimeoutMs = 30_000,
  proxies = 0,
  lingerMs = 0,
  takesSockets = false,
  requestLogLevel = "debug",
  recordOf,
  onAnswered,
  tls,
}: HttpAppOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  // Node.js looks for clients that are too slow every 30 s by itself, and they would have twice the time.
  const timeouts = {
    headersTimeout: clientTimeoutMs,
    connectionsCheckingInterval: clientTimeoutMs / 4,
  };
  const options: FastifyHttpOptions<Server, FastifyBaseLogger> = {
    loggerInstance,
    bodyLimit,
    // What a client itself writes into the header counts for nothing.
    trustProxy: proxies > 0 && ((_address, hop) => hop < proxies),
    // Fastify's default is none: a client that sends one byte a minute would occupy a connection for ever.
    requestTimeout: clientTimeoutMs,
    http: {
      ...timeouts,
      // Java's HttpClient offers HTTP/2 with each request (`Upgrade: h2c`), which is to be answered all the same.
      ...(takesSockets && { shouldUpgradeCallback: asksForSocket }),
    },
    ...(tls && {
      serverFactory: (handler) =>
        createTlsServer(
          tls,
          { ...timeouts, requestTimeout: clientTimeoutMs, keepAliveTimeout: keepAliveMs },
          handler,
        ),
    }),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    forceCloseConnections: "idle",
    return503OnClosing: false,
    requestIdHeader: false,
    genReqId: (raw) => requestIdFrom(raw.headers[requestIdHeader]),
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  };
  const app: FastifyInstance = Fastify(options);
  // Only JSON comes in. Fastify would also take text/plain, which a browser sends across sites without a preflight
  // request.
  app.removeContentTypeParser("text/plain");

  if (tls?.().ca !== undefined) requireClientCertificate(app);
  const methodsAt = watchRoutes(app);
  let closing = false;
  app.addHook("preClose", async () => {
    closing = true;
    await drainConnections(app.server, lingerMs);
  });
  // Hooks of every request call back: one that is async costs as much as a small handler.
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(protectiveHeaders).header(requestIdHeader, request.id);
    done();
  });
  // After the body was read: reading it leaves the asynchronous context that onRequest ran in.
  app.addHook("preValidation", (request, _reply, done) => withRequestId(request.id, done));
  app.addHook("onSend", (_request, reply, payload, done) => {
    if (closing) reply.header("connection", "close");
    done(null, payload);
  });
  app.addHook("onRequest", (request, reply, done) => {
    const isHealth = request.url.startsWith("/health/");
    const level = isHealth ? "trace" : requestLogLevel;
    // Not onResponse, which is for responses alone that were sent to their end.
    reply.raw.once("close", () => {
      const isWhole = reply.raw.writableFinished;
      const isSocket = reply.statusCode === switchingProtocols;
      const status = isWhole || isSocket || reply.raw.headersSent ? reply.statusCode : clientClosedRequest;
      request.log[level](
        {
          method: request.method,
          path: pathOf(request),
          status,
          ms: Math.round(reply.elapsedTime * 10) / 10,
          ...(!isWhole && !isSocket && { isClientGone: true }),
          ...recordOf?.(request),
        },
        "request",
      );
      if (!isHealth) onAnswered?.(request, reply, status);
    });
    done();
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    const allowed = methodsAt(path);
    if (allowed.length > 0) reply.header("allow", allowed.join(", "));
    answerError(noSuchRoute(request.method, allowed), request, reply);
  });
  return app;
}

function asksForSocket({ method, headers: { upgrade = "" } }: IncomingMessage): boolean {
  return method === "GET" && upgrade.toLowerCase() === "websocket";
}

/** The methods that a path answers, of those that clients are told of; Fastify finds patterns of paths, not paths. */
function watchRoutes(app: FastifyInstance): (path: string) => string[] {
  const routes: { method: string; pattern: RegExp }[] = [];
  app.addHook("onRoute", ({ url, method }) => {
    const pattern = new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/:\w+/g, "[^/]+")}/?$`);
    for (const each of [method].flat()) routes.push({ method: each, pattern });
  });
  return (path) =>
    methods.filter((method) => routes.some((route) => route.method === method && route.pattern.test(path)));
}

function noSuchRoute(method: string, allowed: string[]): GraphError {
  return allowed.length > 0
    ? new GraphError("METHOD_NOT_ALLOWED", `Expected the method ${allowed.join(" or ")}, got ${method}.`)
    : new GraphError("NOT_FOUND", "There is nothing at this path; the graph is at /graphql.");
}

/** Path without the query string, which may contain a whole query with its values. */
function pathOf(request: FastifyRequest): string {
  return request.url.split("?", 1)[0] ?? request.url;
}
