import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { ForwardedPath } from "../../shared/base/project/gateway-declarations";
import type { InternalTokenSigner } from "../../shared/http/identity/internal-token";
import { publicViewer } from "../../shared/http/identity/viewer";
import { varyBy } from "../http/vary-by";
import type { RequestRate } from "../rates/register-rates";
import type { SubgraphTransport } from "../transport/subgraph-transport";
import { forwardedHeaders, passBack } from "./forward-request";

const passedBack = ["content-type", "etag", "cache-control"];

/**
 * Forwards the paths that subgraphs declare, streamed, for anyone as the public reader. Only `If-None-Match` and `Accept` go
 * along, and nothing of the client's identity. `transportOf` is called for each request: another supergraph may have the
 * subgraph elsewhere, or not at all. `rateOf` is absent where clients have no limits.
 */
export function registerForwardedPaths(
  app: FastifyInstance,
  paths: readonly ForwardedPath[],
  transportOf: (subgraph: string) => Pick<SubgraphTransport, "get"> | undefined,
  signer?: InternalTokenSigner,
  rateOf?: (request: FastifyRequest, reply: FastifyReply) => Pick<RequestRate, "charge">,
): void {
  for (const { path, subgraph, timeoutMs, cost } of paths) {
    app.get(path, async (request, reply) => {
      const transport = transportOf(subgraph);
      if (!transport)
        throw new GraphError("NOT_FOUND", "There is nothing at this path; the graph is at /graphql.");
      await rateOf?.(request, reply).charge(cost);
      const { "if-none-match": cachedTag, accept } = request.headers;
      const headers = {
        ...(await forwardedHeaders(request, subgraph, { viewer: publicViewer, signer, timeoutMs })),
        ...(cachedTag !== undefined && { "if-none-match": cachedTag }),
        ...(accept !== undefined && { accept }),
      };
      const answer = await transport.get(path, headers).catch((cause: unknown) => {
        const message = "The data behind this path cannot be read now; try again shortly.";
        throw new GraphError("SERVICE_UNAVAILABLE", message, { cause });
      });
      if (typeof answer.headers.vary === "string") varyBy(reply, answer.headers.vary.toLowerCase());
      return passBack(reply, answer, passedBack);
    });
  }
}
