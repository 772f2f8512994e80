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

/**
 * Headers of a client that go on with its body, of those that are named. One that came compressed is forwarded as it was before,
 * and is longer then than its client has said.
 */
export function bodyHeaders(
  { headers }: Pick<FastifyRequest, "headers">,
  names: readonly string[],
): Record<string, string> {
  const isDecoded = headers["content-encoding"] !== undefined;
  const passed = names.filter((name) => !(isDecoded && name === "content-length"));
  return Object.fromEntries(
    passed.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}

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
