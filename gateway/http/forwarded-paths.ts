import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphError } from "../../shared/base/errors/graph-error";
import { deadlineHeader } from "../../shared/base/work/deadline-header";
import { type InternalTokenSigner, internalTokenHeader } from "../../shared/http/identity/internal-token";
import { publicViewer } from "../../shared/http/identity/viewer";
import { requestIdHeader } from "../../shared/http/server/request-id";
import type { RequestRate } from "../rates/register-rates";
import type { SubgraphTransport } from "../transport/subgraph-transport";

/**
 * Paths beside /graphql that one subgraph answers. Read by anyone, as the public reader. `timeoutMs` is for the whole
 * answer: a file of everything takes longer than a query may. `cost` is what each request counts in the client's rate,
 * whatever comes of it: as a query for all datasets with what they hold would.
 */
const forwardedPaths = [
  { path: "/catalogue.jsonld", subgraph: "infrastructure", timeoutMs: 120_000, cost: 5_000 },
];

const passedBack = ["content-type", "etag", "cache-control", "vary"];

/**
 * Forwards them, streamed. Only `If-None-Match` goes along, and nothing of the asker's identity. `lineOf` is asked
 * for each request: another supergraph may have the subgraph elsewhere, or not at all. `rateOf` is absent where nobody
 * counts what clients ask for.
 */
export function registerForwardedPaths(
  app: FastifyInstance,
  transportOf: (subgraph: string) => Pick<SubgraphTransport, "get"> | undefined,
  signer?: InternalTokenSigner,
  rateOf?: (request: FastifyRequest, reply: FastifyReply) => Pick<RequestRate, "charge">,
): void {
  for (const { path, subgraph, timeoutMs, cost } of forwardedPaths) {
    app.get(path, async (request, reply) => {
      const line = transportOf(subgraph);
      if (!line)
        throw new GraphError("NOT_FOUND", "There is nothing at this path; the graph is at /graphql.");
      await rateOf?.(request, reply).charge(cost);
      const known = request.headers["if-none-match"];
      const headers = {
        ...(signer && { [internalTokenHeader]: await signer.sign(publicViewer, subgraph) }),
        [requestIdHeader]: request.id,
        [deadlineHeader]: String(timeoutMs),
        ...(known !== undefined && { "if-none-match": known }),
      };
      const answer = await line.get(path, headers).catch((cause: unknown) => {
        const message = "The data behind this path cannot be read now; try again shortly.";
        throw new GraphError("SERVICE_UNAVAILABLE", message, { cause });
      });
      for (const name of passedBack) {
        const value = answer.headers[name];
        if (value !== undefined) reply.header(name, value);
      }
      return reply.code(answer.statusCode).send(answer.body);
    });
  }
}
