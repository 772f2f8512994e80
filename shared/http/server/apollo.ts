import { Readable } from "node:stream";
import { type ApolloServer, type ApolloServerPlugin, type BaseContext, HeaderMap } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorRegistry, isErrorCode } from "../../base/errors/registry";

/**
 * Serves a started ApolloServer at `/graphql`, by GET and POST. Written out here, for the integration of
 * @as-integrations builds a URL from the Host header, and answers 500 when that header is nonsense.
 */
export function mountApollo<Context extends BaseContext>(
  app: FastifyInstance,
  server: ApolloServer<Context>,
  context: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>,
): void {
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { status, headers, body } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headersOf(request),
          search: searchOf(request.url),
          body: request.body,
        },
        context: () => context(request, reply),
      });
      reply.code(status ?? 200).headers(Object.fromEntries(headers));
      return reply.send(body.kind === "complete" ? body.string : Readable.from(body.asyncIterator));
    },
  });
}

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

/** The part of a request's target from the question mark on. */
function searchOf(target: string): string {
  const start = target.indexOf("?");
  return start < 0 ? "" : target.slice(start);
}

/**
 * Gives the whole answer the status of its error's code when there is no `data`: the operation was not
 * run at all. Once `data` is there, even null, the status stays 200 as GraphQL over HTTP asks. So does a
 * status that Apollo chose on purpose, such as 405 for a mutation by GET; 500 is what it falls back to, and 400 where
 * an execution gives no `data`.
 */
export const statusOfCode: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== "single" || response.body.singleResult.data !== undefined) return;
        const { status = 500 } = response.http;
        if (status !== 500 && status !== 400) return;
        const code = response.body.singleResult.errors?.[0]?.extensions?.code;
        if (isErrorCode(code)) response.http.status = errorRegistry[code].status;
      },
    };
  },
};
