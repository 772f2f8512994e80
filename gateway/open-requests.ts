import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { lazily } from "../shared/base/function/lazily";
import { publicViewer, type Viewer } from "../shared/http/identity/viewer";
import type { GatewayOptions } from "./gateway-options";
import type { ClientRates } from "./rates/client-rates";
import { openRates } from "./rates/open-rates";
import { type RequestRate, registerRates } from "./rates/register-rates";
import { authenticate } from "./request/authenticate";
import type { GatewayContext } from "./request/context";
import { operationPaths } from "./request/operation-paths";
import { recordOf } from "./request/operation-record";
import { createRequestWatch, type RequestWatch } from "./request/request-signals";
import { heldToken } from "./request/token-claims";
import type { RequestTraces } from "./request/trace-requests";

export interface RequestsOptions extends Pick<GatewayOptions, "config" | "clock" | "log" | "tokens"> {
  /** Absent where nothing is traced. */
  traces: RequestTraces | undefined;
  /** Told once a mutation has run. */
  changed: () => void;
}

/** Who asks, what they may still spend, and what their operations are run with. */
export interface Requests {
  viewerOf: (request: FastifyRequest) => Viewer;
  /** Absent where clients have no limits. */
  rateOf: ((request: FastifyRequest, reply: FastifyReply) => RequestRate) | undefined;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  watch: RequestWatch;
  /** Absent where clients have no limits; whoever opened it closes it. */
  clientRates: ClientRates | undefined;
}

/** A request with this header, whatever its value, gets its cost in the answer. */
const costHeader = "x-graph-cost";

/** Authenticates each request of `app` and counts it against its client's rate. */
export async function openRequests(app: FastifyInstance, options: RequestsOptions): Promise<Requests> {
  const { config, clock, tokens, traces, changed } = options;
  app.decorateRequest("operation");
  const watch = createRequestWatch(config.REQUEST_TIMEOUT_MS);
  const viewerOf = tokens ? authenticate(app, tokens) : () => publicViewer;
  const clientRates = await openRates(options);
  const rateOf = clientRates && registerRates(app, clientRates, viewerOf, operationPaths);
  const contextOf = (request: FastifyRequest, reply: FastifyReply): GatewayContext => {
    const viewer = viewerOf(request);
    const record = recordOf(request, viewer);
    request.operation = record;
    return {
      viewer,
      ...{ record, client: record, changed },
      rate: rateOf?.(request, reply),
      requestId: request.id,
      begunAt: clock.now().toISOString(),
      signals: watch.watch(reply.raw),
      token: lazily(() => heldToken(tokens && request.headers.authorization)),
      span: traces?.begin(request),
      describesCost: request.headers[costHeader] !== undefined,
    };
  };
  return { viewerOf, rateOf, contextOf, watch, clientRates };
}
