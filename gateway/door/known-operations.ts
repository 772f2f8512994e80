import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ExecutionResult, GraphQLError } from "graphql";
import type { ErrorFormatter } from "../../shared/http/format-error";
import type { GatewayContext } from "../context";
import type { KnownRequest } from "../executor/graph-executor";
import { isJsonObject } from "../executor/json";
import type { LoadedGraph } from "../graph/load-graph";

export interface KnownOperationsOptions {
  /** The graph that new requests are served from. */
  currentGraph: () => Pick<LoadedGraph, "executeKnown">;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  formatError: ErrorFormatter;
}

/**
 * Answers an operation that was let through before without asking Apollo Server again. Dashboards send the same few
 * texts for ever; that a text is valid on a graph, within the limits and how it is planned cannot come out otherwise
 * the second time, and yet the way there took most of a small query's time. Only a plain POST is answered here, by
 * the graph whose table knows the text; GET, batches, persisted queries, whatever needs a look at its headers, and
 * variables that do not fit go on to Apollo Server. A test holds both ways to the same bytes.
 */
export function registerKnownOperations(app: FastifyInstance, options: KnownOperationsOptions): void {
  const { currentGraph, contextOf, formatError } = options;
  app.addHook("preHandler", (request, reply, done) => {
    const contentType = contentTypeOf(request);
    const known = contentType === undefined ? undefined : readBody(request.body);
    const answer = known && currentGraph().executeKnown(known, () => contextOf(request, reply));
    if (!answer) return done();
    answer
      .then((result) => {
        reply.headers({ "cache-control": "no-store", "content-type": contentType });
        // Bytes, for Node.js goes over a text twice more on its way out.
        reply.send(Buffer.isBuffer(result) ? result : Buffer.from(`${textOf(result, formatError)}\n`));
      })
      .catch(done);
  });
}

const json = "application/json; charset=utf-8";
const graphqlJson = "application/graphql-response+json; charset=utf-8";

/** What Apollo Server answers to the `Accept` of clients in use; others are negotiated by it. */
const answeredTypes = new Map<string | undefined, string>([
  [undefined, json],
  ["*/*", json],
  ["application/json", json],
  ["application/json, text/plain, */*", json],
  ["application/json, multipart/mixed", json],
  ["application/graphql-response+json", graphqlJson],
  ["application/graphql-response+json, application/json", graphqlJson],
  ["application/graphql-response+json,application/json;q=0.9", graphqlJson],
]);

/** The type of the answer; undefined when the request is not a plain one. */
function contentTypeOf({ method, routeOptions, headers }: FastifyRequest): string | undefined {
  if (method !== "POST" || routeOptions.url !== "/graphql") return undefined;
  // Sent across sites by no page unasked: what Apollo Server's CSRF prevention makes sure of.
  if (headers["content-type"] !== "application/json") return undefined;
  return answeredTypes.get(headers.accept);
}

/** Undefined for a body that Apollo Server should look at. */
function readBody(body: unknown): KnownRequest | undefined {
  if (!isJsonObject(body)) return undefined;
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== "string" || (extensions !== undefined && extensions !== null)) return undefined;
  if (typeof operationName !== "string" && operationName !== undefined && operationName !== null) {
    return undefined;
  }
  const given = variables ?? {};
  return isJsonObject(given)
    ? { query, operationName: operationName ?? undefined, variables: given }
    : undefined;
}

/** As Apollo Server writes a result: errors first, each formatted. */
function textOf({ data, errors }: ExecutionResult, formatError: ErrorFormatter): string {
  return JSON.stringify({ errors: errors?.map((error) => formatted(error, formatError)), data });
}

function formatted(error: GraphQLError, formatError: ErrorFormatter) {
  const { code = "INTERNAL_SERVER_ERROR" } = error.extensions;
  return formatError({ ...error.toJSON(), extensions: { ...error.extensions, code } }, error);
}
