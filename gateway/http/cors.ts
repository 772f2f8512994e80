import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";
import { requestIdHeader } from "../../shared/http/server/request-id";

/**
 * Lets pages of other origins ask. Never with credentials: the token is in a header that a page has to
 * set itself, so a foreign page has nothing to ride on, and `*` is safe.
 */
export async function registerCors(app: FastifyInstance, origins: string[]): Promise<void> {
  await app.register(cors, {
    origin: origins.includes("*") ? "*" : origins,
    methods: ["GET", "HEAD", "POST", "PUT", "DELETE"],
    allowedHeaders: [
      ...["authorization", "content-type", requestIdHeader, "x-graph-cost"],
      ...[
        // Some clients send them with each GET, although it needs none here.
        ...["apollo-require-preflight", "graphql-preflight"],
        ...["x-apollo-operation-name", "x-apollo-operation-id"],
        ...["apollographql-client-name", "apollographql-client-version"],
        ...["graphql-client-name", "graphql-client-version"],
        ...["if-none-match", "x-graphql-event-stream-token"],
        // Of the Model Context Protocol.
        ...["mcp-protocol-version", "mcp-method", "mcp-name", "mcp-session-id"],
      ],
    ],
    exposedHeaders: [
      ...[requestIdHeader, "etag", "ratelimit", "ratelimit-policy", "retry-after"],
      ...["content-disposition", "location", "x-table-expected-rows", "x-table-run"],
    ],
    credentials: false,
    maxAge: 86_400,
    strictPreflight: false,
  });
}
