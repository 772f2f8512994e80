import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { formsOf, hashOfBytes } from "../kept-answers/answer-forms";
import { varyBy } from "./vary-by";

/**
 * Spares a client the answer that it has already: a GET is answered with an ETag, and with 304 and no body when
 * the client sends that ETag back. The query is run all the same, unless its answer is kept; what is saved is the way to
 * the client.
 * By hand: @fastify/etag tags every route, and leaves cache-control and `*` to us.
 * Registered before compression, so that the tag is the answer's, in whatever encoding it travels; hence weak.
 * See https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function registerEtag(app: FastifyInstance): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    done(null, isQuery(request, reply) ? tagged(request, reply, payload) : payload);
  });
}

function isQuery({ method, routeOptions }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return method === "GET" && routeOptions.url === "/graphql" && statusCode === 200;
}

/** What is sent: nothing where the client has it. */
function tagged(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (typeof payload !== "string" && !Buffer.isBuffer(payload)) return payload;
  const kept = Buffer.isBuffer(payload) ? formsOf(payload) : undefined;
  const tag = `W/"${(kept?.hash() ?? hashOfBytes(payload)).slice(0, 27)}"`;
  // An answer depends on the viewer: no proxy may store it, and a browser has to revalidate it.
  reply.header("etag", tag).header("cache-control", "private, no-cache");
  varyBy(reply, "accept, accept-encoding, authorization");
  if (!matches(request.headers["if-none-match"], tag)) return payload;
  reply.code(304);
  for (const field of ["content-type", "content-length", "content-encoding"]) reply.removeHeader(field);
  return "";
}

/** `If-None-Match: *` and lists of tags, weak and strong ones alike. */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  const value = tag.slice(2);
  return header.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === value);
}
