import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../shared/base/clock/clock";
import type { Logger } from "../shared/base/log/logger";
import type { TokenVerifier } from "../shared/http/identity/token-verifier";
import type { Viewer } from "../shared/http/identity/viewer";
import type { ErrorFormatter } from "../shared/http/server/format-error";
import type { ConnectionLimits } from "./config/connection-limits";
import type { GraphQLRouteOptions } from "./http/graphql-route";
import { createOperationReader, type OperationReaderOptions } from "./http/read-operation";
import type { LiveQueries } from "./live/live-queries";
import { createOperationStarter } from "./live-http/begin-operation";
import { registerEventStream } from "./live-http/event-stream-route";
import { createHeartbeat } from "./live-http/heartbeat";
import { createLiveConnections } from "./live-http/live-connections";
import { createOperationStreamer } from "./live-http/stream-operation";
import { acceptSockets, type SocketRequest } from "./live-socket/accept-sockets";
import type { OperationContext } from "./live-socket/socket-operations";
import type { Pipeline } from "./pipeline/pipeline";
import type { ClientRates } from "./rates/client-rates";
import { clientAt, rateOfClient } from "./rates/register-rates";
import type { GatewayContext } from "./request/context";
import { recordOf } from "./request/operation-record";
import type { RequestWatch } from "./request/request-signals";

export interface LiveTransportsOptions extends OperationReaderOptions {
  live: LiveQueries;
  pipeline: () => Pipeline;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  /** Told once a mutation has run. */
  changed: () => void;
  formatError: ErrorFormatter;
  requests: Pick<RequestWatch, "watchPart">;
  clock: Clock;
  log: Logger;
  limits: ConnectionLimits;
  bodyLimit: number;
  origins: readonly string[];
  /** Absent where clients have no limits. */
  clientRates: ClientRates | undefined;
  /** Absent where identity is switched off. */
  tokens: TokenVerifier | undefined;
}

/** The ways by which live queries go out: streams of `/graphql`, sockets, and `/graphql/stream`, which is registered. */
export interface LiveTransports extends Pick<GraphQLRouteOptions, "stream" | "sockets"> {
  /** Ends all connections, so that their clients connect to another process. */
  stop(): void;
}

export function openLiveTransports(app: FastifyInstance, options: LiveTransportsOptions): LiveTransports {
  const { limits, clock, clientRates, requests, changed } = options;
  const connections = createLiveConnections(limits);
  const transport = {
    ...options,
    begin: createOperationStarter(options),
    readOperation: createOperationReader(options),
    connections,
    heartbeat: createHeartbeat(limits.pingMs),
  };
  let count = 0;
  const contextOfSocket = (request: SocketRequest, viewer: Viewer, signal: AbortSignal): OperationContext => {
    const record = recordOf(request, viewer);
    return {
      viewer,
      ...{ record, client: record, changed },
      rate: clientRates && rateOfClient(clientRates, clientAt(viewer, request.ip)),
      requestId: `${request.id}.${++count}`.slice(-longestId),
      begunAt: clock.now().toISOString(),
      signals: requests.watchPart(signal),
    };
  };
  registerEventStream(app, transport);
  return {
    stream: createOperationStreamer(transport),
    sockets: acceptSockets(app, { ...transport, contextOf: contextOfSocket }),
    stop: connections.stop,
  };
}

/** Of a request's id. */
const longestId = 128;
