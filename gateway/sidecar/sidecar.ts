import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Clock } from "../../shared/base/clock/clock";
import { operationInstantHeader } from "../../shared/base/clock/operation-clock";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import { traceparentHeader } from "../../shared/base/trace/traceparent";
import { deadlineHeader, timeLeft } from "../../shared/base/work/deadline-header";
import { type InternalTokenSigner, internalTokenHeader } from "../../shared/http/identity/internal-token";
import type { SigningKeys } from "../../shared/http/identity/signing-keys";
import type { TokenVerifier } from "../../shared/http/identity/token-verifier";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";
import { registerHealth } from "../../shared/http/server/health";
import { createHttpApp } from "../../shared/http/server/http-app";
import { requestIdHeader } from "../../shared/http/server/request-id";
import { registerInternalKeys } from "../http/internal-keys-route";
import { bearerToken } from "../request/authenticate";
import { Cancellation } from "../request/cancellation";
import type { HttpAnswer } from "../transport/exchange";
import { isConnectionFailure, isOverloaded } from "../transport/failed-connection";
import { createSubgraphClient, type SubgraphClient } from "../transport/subgraph-client";
import type { SubgraphConnector } from "../transport/subgraph-connector";

export interface SidecarOptions {
  host: string;
  port: number;
  /** Where each subgraph is, by name: the first of its replicas is asked. */
  urls: ReadonlyMap<string, readonly string[]>;
  tokens: TokenVerifier;
  signer: InternalTokenSigner;
  signingKeys: SigningKeys;
  connect?: SubgraphConnector | undefined;
  /** For the whole answer of a subgraph, in milliseconds. */
  timeoutMs: number;
  maxAnswerBytes: number;
  clock: Clock;
  log: Logger;
}

export interface RunningSidecar {
  url: string;
  stop(): Promise<void>;
}

/** Bytes of a request: a router's `_entities` of many references are larger than any client's query. */
const bodyLimit = 8 * 1024 * 1024;

/**
 * Lets another router stand in the gateway's place: it sends what is for a subgraph to `/<name>/graphql` here with the client's
 * `Authorization`. The token is verified, an internal token is signed for that subgraph, and the request goes on to it. Of the
 * headers only those go along that are named here: a client cannot write what subgraphs take for the gateway's word.
 *
 * It stands beside its router and listens to it alone: what reaches it reaches `_entities`. Budgets, rates, trusted documents and
 * the log of operations are the gateway's, and the router has to have its own.
 */
export async function startSidecar(options: SidecarOptions): Promise<RunningSidecar> {
  const { host, port, urls, tokens, connect, timeoutMs, maxAnswerBytes, log } = options;
  const app = createHttpApp({ log, bodyLimit, lingerMs: 1_000 });
  takeBodiesAsText(app);
  registerHealth(app, () => ({ ready: true }));
  registerInternalKeys(app, options.signingKeys);
  const clients = new Map<string, SubgraphClient>(
    [...urls].map(([name, [url = ""]]) => [
      name,
      createSubgraphClient({ url, connect, timeoutMs, maxAnswerBytes }),
    ]),
  );
  app.post<{ Params: { subgraph: string }; Body: string }>("/:subgraph/graphql", async (request, reply) => {
    const { subgraph } = request.params;
    const client = clients.get(subgraph);
    if (!client)
      throw new GraphError("NOT_FOUND", `Expected one of ${[...clients.keys()].join(", ")}; got another.`);
    const viewer = await viewerOf(request, tokens);
    const headers = await headersFor(request, viewer, subgraph, options);
    const cancellation = new Cancellation();
    reply.raw.once("close", () => {
      if (!reply.raw.writableFinished) cancellation.cancel(new Error("The router has gone."));
    });
    const { status, bytes } = await send(client, request, headers, cancellation);
    return reply.code(status).type("application/json; charset=utf-8").send(bytes);
  });
  const url = await app.listen({ host, port });
  return {
    url,
    async stop() {
      await app.close();
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

/** They are passed on as they are. */
function takeBodiesAsText(app: FastifyInstance): void {
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) =>
    done(null, body),
  );
}

async function viewerOf(
  { headers: { authorization } }: FastifyRequest,
  tokens: TokenVerifier,
): Promise<Viewer> {
  return authorization === undefined ? publicViewer : tokens.verify(bearerToken(authorization));
}

async function headersFor(
  request: FastifyRequest,
  viewer: Viewer,
  subgraph: string,
  { signer, timeoutMs, clock }: SidecarOptions,
): Promise<string[]> {
  const traceparent = request.headers[traceparentHeader];
  return [
    ...[internalTokenHeader, await signer.sign(viewer, subgraph)],
    ...[deadlineHeader, String(timeLeft(undefined, timeoutMs))],
    ...[operationInstantHeader, clock.now().toISOString()],
    ...[requestIdHeader, request.id],
    ...(typeof traceparent === "string" ? [traceparentHeader, traceparent] : []),
  ];
}

async function send(
  client: SubgraphClient,
  { body, log }: FastifyRequest<{ Params: { subgraph: string }; Body: string }>,
  headers: string[],
  cancellation: Cancellation,
): Promise<HttpAnswer> {
  try {
    const answer = await client.post(body, headers, cancellation);
    if (!isOverloaded(answer)) return answer;
  } catch (error) {
    if (!cancellation.reason) log.error({ err: error }, "a subgraph failed");
    if (!isConnectionFailure(error) && !cancellation.reason)
      throw new GraphError("SERVICE_UNAVAILABLE", "The subgraph does not answer as it should now.", {
        cause: error,
      });
  }
  throw new GraphError("SERVICE_UNAVAILABLE", "The subgraph does not answer now; try again shortly.");
}
