import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { InternalTokenSigner } from "../../shared/http/identity/internal-token";
import type { Viewer } from "../../shared/http/identity/viewer";
import { bodyHeaders, forwardedHeaders, passBack } from "../forwarded/forward-request";
import { limitBytes } from "../forwarded/limit-bytes";
import { varyBy } from "../http/vary-by";
import type { RequestRate } from "../rates/register-rates";
import type { SubgraphTransport } from "../transport/subgraph-transport";

export interface SyncPathOptions {
  /** By name, for each request: another supergraph may have a subgraph elsewhere, or not at all. */
  transports(): ReadonlyMap<string, Pick<SubgraphTransport, "upload">>;
  viewerOf(request: FastifyRequest): Viewer;
  signer?: InternalTokenSigner | undefined;
  /** Absent where clients have no limits. */
  rateOf?: ((request: FastifyRequest, reply: FastifyReply) => Pick<RequestRate, "charge">) | undefined;
  /** Most bytes of a body. */
  maxBytes: number;
}

/** Most bytes of a body where nothing else is configured; a subgraph takes no more, either. */
export const defaultSyncBytes = 16 * 1024 ** 2;

/** For a whole request: what a subgraph gives a statement of it, and time to wait for another. */
const timeoutMs = 120_000;
/** What a request counts in the client's rate, in the unit of a query's cost. */
const cost = 1_000;

const passedBack = ["content-type", "retry-after"];
const passedOn = ["content-type", "content-length", "idempotency-key"];

interface Named {
  Params: { subgraph: string; name: string };
}

/**
 * Rows that programs send to be brought up to date: `POST /sync/SUBGRAPH/NAME` of the gateway is `POST /sync/NAME` of the
 * subgraph, with who sends them. It is sent once: what may have been done is OUTCOME_UNKNOWN, and the same request with
 * the same `Idempotency-Key` then finds out.
 */
export function registerSyncPath(app: FastifyInstance, options: SyncPathOptions): void {
  const { transports, viewerOf, signer, rateOf, maxBytes } = options;
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    scope.post<Named>("/sync/:subgraph/:name", { bodyLimit: maxBytes }, async (request, reply) => {
      const { subgraph, name } = request.params;
      const transport = transports().get(subgraph);
      if (!transport) throw new GraphError("NOT_FOUND", "No part of the graph of this name takes rows.");
      await rateOf?.(request, reply).charge(cost);
      const headers = await forwardedHeaders(request, subgraph, {
        viewer: viewerOf(request),
        signer,
        timeoutMs,
      });
      Object.assign(headers, bodyHeaders(request, passedOn));
      const at = request.url.indexOf("?");
      const path = `/sync/${encodeURIComponent(name)}${at < 0 ? "" : request.url.slice(at)}`;
      const { body } = request;
      const sent = body instanceof Readable ? limitBytes(body, maxBytes) : Readable.from([]);
      const answer = await transport.upload(path, headers, sent, timeoutMs).catch((cause: unknown) => {
        if (cause instanceof GraphError) throw cause;
        const message =
          "The subgraph did not answer, and the rows may have been taken in. Send the same request again, with the same Idempotency-Key.";
        throw new GraphError("OUTCOME_UNKNOWN", message, { cause });
      });
      reply.header("cache-control", "no-store");
      varyBy(reply, "authorization");
      return passBack(reply, answer, passedBack);
    });
  });
}
