import type { WebSocket } from "ws";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import type { TokenVerifier } from "../../shared/http/identity/token-verifier";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { ConnectionLimits } from "../config/connection-limits";
import { formatErrors } from "../live-http/format-errors";
import type { Heartbeat } from "../live-http/heartbeat";
import { type HeldIdentity, holdIdentity } from "../live-http/held-identity";
import { createPacedWriter } from "../live-http/paced-writer";
import { bearerToken } from "../request/authenticate";
import type { JsonObject } from "../values/json";
import { closeCodes, reasonOf } from "./close-codes";
import { type ClientMessage, MalformedMessage, readMessage } from "./read-message";
import {
  createSocketOperations,
  type OperationContext,
  type SocketOperationsOptions,
  underRequest,
} from "./socket-operations";

export interface SocketOptions
  extends Pick<SocketOperationsOptions, "begin" | "readOperation" | "formatError" | "refusals"> {
  /** Of an operation of this viewer's; `init` is what the client told of itself when it connected. */
  contextOf: (viewer: Viewer, init: JsonObject, signal: AbortSignal) => OperationContext;
  /** The token that the socket was opened with, if it was with one: browsers cannot. */
  token: string | undefined;
  /** Absent where identity is switched off. */
  tokens: TokenVerifier | undefined;
  /** Counts the socket for this viewer from now on. Throws as LiveConnections.open. */
  countFor: (viewer: Viewer) => void;
  heartbeat: Heartbeat;
  limits: ConnectionLimits;
  requestId: string;
  log: Logger;
}

/** How long a client may take to close its side, in milliseconds. */
const closeMs = 1_000;

/**
 * Serves one socket by https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md. Gives the function that ends it when
 * the gateway stops.
 *
 * `connection_init` may have `{"authorization": "Bearer …"}`. A token is renewed by a `ping` with the same: the `pong` tells
 * `expiresAt`, or `errors` if it does not hold, and then the one before goes on.
 */
export function serveSocket(socket: WebSocket, options: SocketOptions): () => void {
  const { limits, heartbeat, formatError, requestId, log } = options;
  let identity: HeldIdentity | undefined;
  let init: JsonObject | undefined;
  let isAlive = true;
  let holds = 0;

  const endSoon = () => {
    operations.stop();
    const late = setTimeout(() => socket.terminate(), closeMs).unref();
    socket.once("close", () => clearTimeout(late));
  };
  const close = (code: number, reason: string) => {
    socket.close(code, reasonOf(reason));
    endSoon();
  };
  const writer = createPacedWriter({
    send: (bytes, done) => socket.send(bytes, { binary: false }, done),
    stallMs: limits.stallMs,
    onStalled: () => socket.terminate(),
  });
  const hold = (until: Promise<unknown>) => {
    if (holds++ === 0) socket.pause();
    void until.finally(() => {
      if (--holds === 0) socket.resume();
    });
  };
  const operations = createSocketOperations({
    ...{ begin: options.begin, readOperation: options.readOperation, formatError, log },
    verify: async () => identity?.verify(),
    unauthenticated: (why) => close(closeCodes.forbidden, why.message),
    ...{ writer, hold, refusals: options.refusals, mostOperations: limits.operationsOfConnection },
    contextOf: (signal) => {
      if (!identity || !init) throw new Error("Expected a socket that is acknowledged.");
      return { ...options.contextOf(identity.viewer, init, signal), token: identity.token };
    },
  });
  const send = (message: object) => writer.write(JSON.stringify(message));

  const initialise = async (payload: JsonObject) => {
    if (init) return close(closeCodes.tooManyInits, "Too many initialisation requests");
    init = payload;
    clearTimeout(initTimer);
    try {
      const given = authorizationOf(payload);
      const token = given === undefined ? options.token : bearerToken(given);
      const held = await holdIdentity(options.tokens, token);
      if (socket.readyState !== socket.OPEN) return;
      options.countFor(held.viewer);
      identity = held;
      send({
        type: "connection_ack",
        ...(held.token() && { payload: expiryOf(held) }),
      });
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      const isRefused = error.code === "UNAUTHENTICATED";
      close(isRefused ? closeCodes.forbidden : closeCodes.tryAgainLater, error.message);
    }
  };
  const answerPing = async (payload: JsonObject) => {
    const authorization = authorizationOf(payload);
    // What is not for us comes back as it was, as of graphql-ws.
    if (authorization === undefined) {
      return send({ type: "pong", ...(Object.keys(payload).length > 0 && { payload }) });
    }
    try {
      if (!identity) throw new GraphError("UNAUTHENTICATED", "Expected connection_init before a renewal.");
      await identity.renew(bearerToken(authorization));
      send({ type: "pong", payload: expiryOf(identity) });
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      send({ type: "pong", payload: { errors: formatErrors([error], formatError) } });
    }
  };
  const answer = async (message: ClientMessage) => {
    switch (message.type) {
      case "connection_init":
        return initialise(message.payload);
      case "ping":
        return answerPing(message.payload);
      case "pong":
        return;
      case "complete":
        return operations.complete(message.id);
      case "subscribe":
        if (!identity) return close(closeCodes.unauthorized, "Unauthorized");
        if (operations.has(message.id)) {
          return close(closeCodes.subscriberExists, `Subscriber for ${message.id} already exists`);
        }
        return operations.begin(message.id, message.payload);
    }
  };

  const initTimer = setTimeout(
    () => close(closeCodes.initTimeout, "Connection initialisation timeout"),
    limits.initMs,
  ).unref();
  const stopBeats = heartbeat.add(() => {
    // Who is held is not read, and who does not read is seen by the writer.
    if (holds > 0 || !writer.isDrained) return;
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  });
  socket.on("pong", () => {
    isAlive = true;
  });
  // By hand: what a client pings without reading what comes back would be queued.
  socket.on("ping", (data) => {
    if (writer.isDrained && socket.bufferedAmount === 0) socket.pong(data);
  });
  socket.on("message", (data, isBinary) => {
    isAlive = true;
    underRequest(requestId, async () => answer(read(data, isBinary))).catch((error: unknown) => {
      if (error instanceof MalformedMessage) return close(closeCodes.badRequest, error.message);
      log.error({ err: error, requestId }, "a socket failed");
      close(closeCodes.internalError, "Internal server error");
    });
    // What a client sends is read no faster than it reads.
    if (!writer.isDrained) hold(writer.drained());
  });
  // Frames that are none, or too large: ws closes the socket by itself, with the code for it, and goes on reading.
  socket.on("error", endSoon);
  socket.once("close", () => {
    clearTimeout(initTimer);
    stopBeats();
    writer.close();
    operations.stop();
  });
  if (socket.protocol !== subprotocol)
    close(closeCodes.subprotocolNotAcceptable, "Subprotocol not acceptable");
  return () => close(closeCodes.serviceRestart, "Service restart");
}

export const subprotocol = "graphql-transport-ws";

function read(data: unknown, isBinary: boolean): ClientMessage {
  if (isBinary) throw new MalformedMessage("Expected text, got binary data.");
  return readMessage(String(data));
}

/** In whatever letters: clients write it like the header field. */
function authorizationOf(payload: JsonObject): string | undefined {
  const [, given] = Object.entries(payload).find(([name]) => name.toLowerCase() === "authorization") ?? [];
  return typeof given === "string" && given !== "" ? given : undefined;
}

/** When a token ends that is there. */
function expiryOf({ token }: HeldIdentity): { expiresAt?: string } {
  const held = token();
  return held ? { expiresAt: new Date(held.expiresAt).toISOString() } : {};
}
