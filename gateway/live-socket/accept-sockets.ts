import { type IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { WebSocketServer } from "ws";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import type { Viewer } from "../../shared/http/identity/viewer";
import { clientOf, keyOf, type LiveTransport, tokenOf } from "../live-http/live-transport";
import { createRefusalThrottle } from "../rates/refusal-throttle";
import { clientAt } from "../rates/register-rates";
import type { JsonObject } from "../values/json";
import { serveSocket, subprotocol } from "./serve-socket";
import type { OperationContext } from "./socket-operations";

export interface SocketAccepterOptions extends Omit<LiveTransport, "contextOf"> {
  /** Of an operation that comes over a socket, which was opened by this request. */
  contextOf: (request: SocketRequest, viewer: Viewer, signal: AbortSignal) => OperationContext;
  /** Origins of pages that may connect; `*`: all. */
  origins: readonly string[];
  /** Largest message, in bytes. */
  bodyLimit: number;
  log: Logger;
}

/** What is kept of the request that opened a socket. */
export interface SocketRequest {
  id: string;
  ip: string;
  /** What the client told of itself, as header fields or when it connected. */
  headers: FastifyRequest["headers"];
}

/** Makes sockets of requests to `/graphql` that ask for one. */
export interface SocketAccepter {
  /** Whether a request asks to become a socket. */
  isUpgrade(request: FastifyRequest): boolean;
  /** Throws FORBIDDEN for a page that may not, and as LiveConnections.open. */
  accept(request: FastifyRequest, reply: FastifyReply): void;
}

/**
 * A request that asks for a socket goes the way of all requests first: its token is verified, its client's rate is looked
 * at, and what is refused is answered as anything else.
 */
export function acceptSockets(app: FastifyInstance, options: SocketAccepterOptions): SocketAccepter {
  const { origins, bodyLimit, connections, contextOf } = options;
  const sockets = new WebSocketServer({
    ...{ noServer: true, clientTracking: false, maxPayload: bodyLimit, autoPong: false },
    // Would hold some 300 kB for each.
    perMessageDeflate: false,
    handleProtocols: (offered) => offered.has(subprotocol) && subprotocol,
  });
  const upgrades = new WeakMap<IncomingMessage, { socket: Socket; head: Buffer }>();
  const refusals = createRefusalThrottle();
  app.server.on("upgrade", (raw, duplex, head) => {
    // What an HTTP server upgrades is a connection.
    const socket = duplex as Socket;
    upgrades.set(raw, { socket, head });
    const response = new ServerResponse(raw);
    response.shouldKeepAlive = false;
    socket.on("error", () => socket.destroy());
    // Not ended alone: the other side might leave its half open for ever.
    response.once("finish", () => socket.destroySoon());
    response.assignSocket(socket);
    app.routing(raw, response);
  });
  return {
    isUpgrade: ({ raw }) => upgrades.has(raw),
    accept(request, reply) {
      const upgrade = upgrades.get(request.raw);
      if (!upgrade) throw new Error("Expected a request that asks for a socket.");
      requireKnownOrigin(request, origins);
      let end = () => {};
      let closed = connections.open(clientOf(request), () => end());
      upgrade.socket.once("close", () => closed());
      const kept = { id: request.id, ip: request.ip, headers: clientHeadersOf(request) };
      const token = tokenOf(request);
      reply.code(101).hijack();
      request.settle?.();
      sockets.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (socket) => {
        end = serveSocket(socket, {
          ...options,
          ...{ token, refusals, requestId: kept.id },
          countFor(viewer) {
            closed();
            closed = connections.open(keyOf(clientAt(viewer, kept.ip)), () => end());
          },
          contextOf: (viewer, init, signal) =>
            contextOf({ ...kept, headers: { ...kept.headers, ...textsOf(init) } }, viewer, signal),
        });
      });
    },
  };
}

/** The fields by which a client names itself. */
function clientHeadersOf({ headers }: FastifyRequest): FastifyRequest["headers"] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^(?:apollographql|graphql)-client-/.test(name)),
  );
}

function textsOf(init: JsonObject): Record<string, string> {
  const texts = Object.entries(init).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(texts.filter(([name]) => name.toLowerCase() !== "authorization"));
}

/**
 * Browsers let any page open a socket to anywhere, and CORS does not hold for it. As of `CORS_ORIGINS` then; pages of the
 * gateway itself may, and programs, which send no origin.
 */
function requireKnownOrigin({ headers: { origin, host } }: FastifyRequest, origins: readonly string[]): void {
  if (origin === undefined || origins.includes("*") || origins.includes(origin)) return;
  if (URL.parse(origin)?.host === host) return;
  throw new GraphError(
    "FORBIDDEN",
    "Expected no Origin, the gateway's own, or one of CORS_ORIGINS; got another.",
  );
}
