import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { answerTypeFor } from "../http/answer-type";
import { formatResult, statusOf } from "../http/format-answer";
import { badRequest, type RequestParameters, readRequest } from "../http/read-request";
import { formatThrown } from "./format-errors";
import { clientOf, type LiveTransport, tokenOf } from "./live-transport";
import { openStream } from "./open-stream";
import { createSharedEvents } from "./shared-events";
import { createSharedStreams } from "./shared-streams";
import { streamForms } from "./stream-form";

const path = "/graphql/stream";

/** In the header field, or in the query string for a browser's EventSource, which sets no header fields. */
const tokenHeader = "x-graphql-event-stream-token";

/** Ids are names that a client makes up, and come back with each of its answers. */
const longestId = 256;

/**
 * Many operations over one stream of events: single connection mode of
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#single-connection-mode. PUT reserves a stream, GET opens
 * it, POST begins an operation whose answers come over it, DELETE stops one.
 */
export function registerEventStream(app: FastifyInstance, transport: LiveTransport): void {
  const { begin, readOperation, contextOf, heartbeat, formatError, limits } = transport;
  const { events } = streamForms;
  const streams = createSharedStreams(transport);

  app.put(path, async (request, reply) => {
    contextOf(request, reply);
    refuseTokenInUse(streamTokenOf(request));
    const token = await streams.reserve(clientOf(request), tokenOf(request));
    return reply
      .code(201)
      .headers({ "cache-control": "no-store" })
      .type("text/plain; charset=utf-8")
      .send(token);
  });

  app.get(path, { exposeHeadRoute: false }, async (request, reply) => {
    const { viewer } = contextOf(request, reply);
    const token = streamTokenOf(request) ?? "";
    // An EventSource cannot say who it is; the token of the reservation does.
    const isNamed = request.headers.authorization !== undefined;
    const stream = streams
      .get(token, isNamed ? viewer : undefined)
      .open(() => openStream(reply, events.head, limits.stallMs));
    stream.write(events.begin());
    const stopBeats = heartbeat.add(() => {
      if (stream.isDrained) stream.write(events.ping);
    });
    reply.raw.once("close", () => {
      stopBeats();
      streams.remove(token);
    });
    return reply;
  });

  app.post(path, async (request, reply) => {
    const context = contextOf(request, reply);
    const connection = streams.get(streamTokenOf(request), context.viewer);
    const bearer = tokenOf(request);
    // Whoever comes with a newer token goes on by it.
    if (bearer !== undefined) await connection.identity.renew(bearer);
    const parameters = readOne(request);
    const id = idOf(parameters.extensions);
    const operation = connection.add(id);
    const begun = await begin(
      readOperation(parameters, request, context),
      { ...context, token: connection.identity.token },
      operation.signal,
    ).catch((error: unknown) => {
      operation.end();
      throw error;
    });
    reply.header("cache-control", "no-store");
    if ("refused" in begun) {
      operation.end();
      return refuse(begun.refused, request, reply);
    }
    const shared = createSharedEvents(id);
    operation.send(begun.answers, {
      ...shared,
      failed: (error) => shared.fail(formatThrown(error, formatError)),
    });
    return reply.code(202).send();
  });

  app.delete(path, async (request, reply) => {
    const { viewer } = contextOf(request, reply);
    const { operationId } = request.query as { operationId?: unknown };
    streams.get(streamTokenOf(request), viewer).stop(idOf({ operationId }));
    return reply.header("cache-control", "no-store").send();
  });

  /** Whoever comes with one shares its header fields with another client, and would take that one's answers. */
  function refuseTokenInUse(token: string | undefined) {
    if (token === undefined || !streams.has(token)) return;
    throw new GraphError(
      "BAD_REQUEST",
      "Expected a reservation without the token of another stream; give each client header fields of its own.",
    );
  }

  function refuse(errors: readonly GraphQLError[], request: FastifyRequest, reply: FastifyReply) {
    const type = answerTypeFor(request.headers.accept);
    const result = formatResult({ errors }, formatError);
    // Clients of this protocol look at the status alone.
    return reply
      .code(statusOf(result, { ...type, isLegacy: false }))
      .type(type.contentType)
      .send(JSON.stringify(result));
  }
}

function streamTokenOf({ headers, query }: FastifyRequest): string | undefined {
  const { token } = query as { token?: unknown };
  const given = headers[tokenHeader] ?? token;
  return typeof given === "string" ? given : undefined;
}

function readOne(request: FastifyRequest): RequestParameters {
  const parameters = readRequest(request);
  if (!Array.isArray(parameters)) return parameters;
  throw badRequest("Expected one operation in the POST body, got a list; each has an id of its own here.");
}

function idOf({ operationId }: { operationId?: unknown }): string {
  if (typeof operationId === "string" && operationId !== "" && operationId.length <= longestId)
    return operationId;
  throw badRequest(
    `Expected operationId to be a text of 1 to ${longestId} characters: in extensions of a POST, in the query string of a DELETE.`,
  );
}
