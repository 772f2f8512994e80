import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Span, Tracing } from "../../shared/base/trace/span";
import { traceparentHeader } from "../../shared/base/trace/traceparent";

declare module "fastify" {
  interface FastifyRequest {
    /** What traces tell of a request that is traced. */
    span?: Span | undefined;
  }
}

/** Begins and ends the spans of requests for operations. */
export interface RequestTraces {
  begin(request: FastifyRequest): Span | undefined;
  /** With the status that the log has. */
  end(request: FastifyRequest, status: number): void;
}

/**
 * Traces requests for operations, named as OpenTelemetry names those of HTTP and GraphQL. The texts of operations are
 * not told, for they hold values; their hash is.
 *
 * @param ofClients whether a client's `traceparent` says what it is part of, and that it is to be traced. Whoever sends
 *   requests decides then how much is traced, so it is for clients of one's own.
 */
export function traceRequests(
  app: FastifyInstance,
  tracing: Pick<Tracing, "begin">,
  ofClients: boolean,
): RequestTraces {
  app.decorateRequest("span");
  return {
    begin(request) {
      const { method, headers } = request;
      const route = request.routeOptions.url ?? "";
      const parent = headers[traceparentHeader];
      const attributes = {
        "http.request.method": method,
        "http.route": route,
        "graph.request_id": request.id,
      };
      const isPart = ofClients && typeof parent === "string";
      request.span = tracing.begin(`${method} ${route}`, attributes, isPart ? parent : undefined);
      return request.span;
    },
    end({ span, operation }, status) {
      if (!span) return;
      const { operation: name, hash, cost, outcome, client, role } = operation ?? {};
      const attributes = {
        "http.response.status_code": status,
        ...(name !== undefined && { "graphql.operation.name": name }),
        ...(hash !== undefined && { "graph.operation.hash": hash }),
        ...(cost !== undefined && { "graph.operation.cost": cost }),
        ...(client !== undefined && { "graph.client": client }),
        ...(role !== undefined && { "graph.role": role }),
      };
      const hasFailed = status >= 500 || (outcome !== undefined && failures.has(outcome));
      span.end(attributes, hasFailed ? (outcome ?? String(status)) : undefined);
    },
  };
}

/** Outcomes that are not the client's fault. */
const failures = new Set([
  "INTERNAL_SERVER_ERROR",
  "SERVICE_UNAVAILABLE",
  "OUTCOME_UNKNOWN",
  "QUERY_TIMEOUT",
]);
