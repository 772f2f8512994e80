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
import { listImports } from "./list-imports";

export interface ImportPathsOptions {
  /** By name, for each request: another supergraph may have a subgraph elsewhere, or not at all. */
  transports(): ReadonlyMap<string, Pick<SubgraphTransport, "get" | "upload">>;
  viewerOf(request: FastifyRequest): Viewer;
  signer?: InternalTokenSigner | undefined;
  /** Absent where clients have no limits. */
  rateOf?: ((request: FastifyRequest, reply: FastifyReply) => Pick<RequestRate, "charge">) | undefined;
  /** Most bytes of a file. */
  maxBytes: number;
}

/** Most bytes of a file where nothing else is configured. */
export const defaultImportBytes = 256 * 1024 ** 2;

/** For a whole import. */
const timeoutMs = 30 * 60_000;
/** What a request counts in the client's rate, in the unit of a query's cost. */
const cost = { get: 100, post: 5_000 };

const passedBack = ["content-type", "content-disposition", "retry-after"];
const passedOn = ["content-type", "content-length", "accept"];

/**
 * Files that subgraphs take in: `/imports/NAME` of the gateway is `/imports` of the subgraph NAME, with who asks. The file is
 * forwarded as it comes, and so is what the subgraph says of it.
 */
export function registerImportPaths(app: FastifyInstance, options: ImportPathsOptions): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    scope.get("/imports", async (request, reply) => {
      await options.rateOf?.(request, reply).charge(cost.get);
      const path = `/imports${queryOf(request.url)}`;
      const sectors = await listImports(options.transports(), path, (name) =>
        headersFor(request, name, options),
      );
      reply.header("cache-control", "no-store");
      return { sectors };
    });
    for (const rest of ["", "/template"]) {
      scope.get<Named>(`/imports/:subgraph${rest}`, (request, reply) =>
        forward(request, reply, rest, options),
      );
    }
    for (const rest of ["", "/undo"]) {
      const limit = { bodyLimit: options.maxBytes };
      scope.post<Named>(`/imports/:subgraph${rest}`, limit, (request, reply) =>
        forward(request, reply, rest, options),
      );
    }
  });
}

interface Named {
  Params: { subgraph: string };
}

async function forward(
  request: FastifyRequest<Named>,
  reply: FastifyReply,
  rest: string,
  options: ImportPathsOptions,
): Promise<FastifyReply> {
  const { transports, rateOf, maxBytes } = options;
  const { subgraph } = request.params;
  const transport = transports().get(subgraph);
  if (!transport) throw new GraphError("NOT_FOUND", "No part of the graph of this name takes files.");
  const isPost = request.method === "POST";
  await rateOf?.(request, reply).charge(isPost ? cost.post : cost.get);
  const headers = await headersFor(request, subgraph, options);
  Object.assign(headers, bodyHeaders(request, isPost ? passedOn : ["accept"]));
  const path = `/imports${rest}${queryOf(request.url)}`;
  const { body } = request;
  const sent = isPost && body instanceof Readable ? limitBytes(body, maxBytes) : Readable.from([]);
  const answer = await (isPost
    ? transport.upload(path, headers, sent, timeoutMs)
    : transport.get(path, headers)
  ).catch((cause: unknown) => {
    if (cause instanceof GraphError) throw cause;
    const message = isPost
      ? "The subgraph did not answer; whether the file was taken in stands in the history of imports."
      : "The subgraph cannot be asked now; try again shortly.";
    throw new GraphError(isPost ? "OUTCOME_UNKNOWN" : "SERVICE_UNAVAILABLE", message, { cause });
  });
  reply.header("cache-control", "no-store");
  varyBy(reply, "authorization");
  return passBack(reply, answer, passedBack);
}

function headersFor(request: FastifyRequest, subgraph: string, { viewerOf, signer }: ImportPathsOptions) {
  return forwardedHeaders(request, subgraph, { viewer: viewerOf(request), signer, timeoutMs });
}

function queryOf(url: string): string {
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at);
}
