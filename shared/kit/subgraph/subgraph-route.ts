import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { RequestWork } from "../../base/work/request-work";
import type { SubgraphContext } from "../context/context";

/** A route's request. Header names are in lower case. */
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
 * at the gateway, which forwards it for anyone as the public reader (gateway/forwarded/forwarded-paths.ts).
 */
export interface SubgraphRoute {
  path: string;
  /** How long it may take in all, in milliseconds. */
  timeoutMs: number;
  /** What a request counts in the client's rate at the gateway, in the unit of a query's cost. */
  cost: number;
  answer(request: RouteRequest, context: SubgraphContext): Promise<RouteAnswer>;
}

/** Serves the routes of a subgraph. Fastify destroys the stream, and with it what makes it, when the reader leaves. */
export function registerRoutes(
  app: FastifyInstance,
  routes: readonly SubgraphRoute[],
  publicUrl: string,
  contextOf: (request: FastifyRequest, reply: FastifyReply, longestMs: number) => SubgraphContext,
): void {
  for (const { path, timeoutMs, answer } of routes) {
    app.get(path, async (request, reply) => {
      const context = contextOf(request, reply, timeoutMs);
      const { work } = context;
      const received = { headers: request.headers, publicUrl };
      const { status, headers, body } = await work.run(() => answer(received, context));
      reply.code(status).headers(headers);
      return reply.send(body === undefined ? "" : Readable.from(madeFor(work, body), { objectMode: false }));
    });
  }
}

/** A stream requests the next piece whenever its reader has room, outside of the request that it is for. */
async function* madeFor(work: RequestWork, body: AsyncIterable<string>): AsyncGenerator<string> {
  const pieces = body[Symbol.asyncIterator]();
  try {
    while (true) {
      if (work.reason) throw work.reason;
      const { done, value } = await work.run(() => pieces.next());
      if (done) return;
      yield value;
    }
  } finally {
    await pieces.return?.();
  }
}
