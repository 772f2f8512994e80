import type { FastifyInstance } from "fastify";
import { withSpan } from "../../base/trace/current-span";
import type { Tracing } from "../../base/trace/span";
import { traceparentHeader } from "../../base/trace/traceparent";

/**
 * Traces the requests of a server that say they are part of a trace, and has what they start find their span by
 * `currentSpan`. Nothing begins a trace here: who is traced was decided where the request entered the graph.
 */
export function traceRequests(app: FastifyInstance, tracing: Pick<Tracing, "begin">): void {
  // After the body was read: reading it leaves the asynchronous context that onRequest ran in.
  app.addHook("preValidation", (request, reply, done) => {
    const parent = request.headers[traceparentHeader];
    if (typeof parent !== "string") return done();
    const { method } = request;
    const route = request.routeOptions.url ?? "";
    const attributes = { "http.request.method": method, "http.route": route, "graph.request_id": request.id };
    const span = tracing.begin(`${method} ${route}`, attributes, parent);
    if (!span) return done();
    reply.raw.once("close", () => {
      const { statusCode } = reply;
      const error = statusCode >= 500 ? String(statusCode) : undefined;
      span.end({ "http.response.status_code": statusCode }, error);
    });
    withSpan(span, done);
  });
}
