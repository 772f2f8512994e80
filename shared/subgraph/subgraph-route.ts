import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SubgraphContext } from "./context";

/** What a route is asked. Header names are in lower case. */
export interface RouteRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Where others reach the graph, without a slash at its end: the variable PUBLIC_URL. */
  publicUrl: string;
}

export interface RouteAnswer {
  status: number;
  headers: Record<string, string>;
  /** Pieces of the body, made as they are sent; none with 304. */
  body?: AsyncIterable<string>;
}

/**
 * Something that a subgraph offers by GET and not as GraphQL, such as a file for harvesters. It has the same path
 * at the gateway, which forwards it (gateway/door/forwarded-paths.ts) with its statement like any other request.
 */
export interface SubgraphRoute {
  path: string;
  answer(request: RouteRequest, context: SubgraphContext): Promise<RouteAnswer>;
}

/** Serves the routes of a subgraph. Fastify destroys the stream, and with it what makes it, when the reader leaves. */
export function registerRoutes(
  app: FastifyInstance,
  routes: readonly SubgraphRoute[],
  publicUrl: string,
  contextOf: (request: FastifyRequest) => SubgraphContext,
): void {
  for (const { path, answer } of routes) {
    app.get(path, async (request, reply) => {
      const { status, headers, body } = await answer(
        { headers: request.headers, publicUrl },
        contextOf(request),
      );
      reply.code(status).headers(headers);
      return reply.send(body === undefined ? "" : Readable.from(body, { objectMode: false }));
    });
  }
}
