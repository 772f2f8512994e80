import type { FastifyReply, FastifyRequest } from "fastify";
import { deadlineHeader } from "../../shared/base/work/deadline-header";
import { type InternalTokenSigner, internalTokenHeader } from "../../shared/http/identity/internal-token";
import type { Viewer } from "../../shared/http/identity/viewer";
import { requestIdHeader } from "../../shared/http/server/request-id";
import type { SubgraphTransport } from "../transport/subgraph-transport";

export interface ForwardedFor {
  viewer: Viewer;
  /** Absent where subgraphs trust every client. */
  signer?: InternalTokenSigner | undefined;
  /** How long the gateway waits, in milliseconds. */
  timeoutMs: number;
}

/** Headers of a request that is forwarded to a subgraph: who asks, as the gateway states it, and how long it waits. */
export async function forwardedHeaders(
  { id }: FastifyRequest,
  subgraph: string,
  { viewer, signer, timeoutMs }: ForwardedFor,
): Promise<Record<string, string>> {
  return {
    ...(signer && { [internalTokenHeader]: await signer.sign(viewer, subgraph) }),
    [requestIdHeader]: id,
    [deadlineHeader]: String(timeoutMs),
  };
}

type SubgraphAnswer = Awaited<ReturnType<SubgraphTransport["get"]>>;

/** Sends what a subgraph has answered, as it comes, with those of its headers that are named. */
export function passBack(
  reply: FastifyReply,
  { statusCode, headers, body }: SubgraphAnswer,
  names: readonly string[],
): FastifyReply {
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) reply.header(name, value);
  }
  return reply.code(statusCode).send(body);
}
