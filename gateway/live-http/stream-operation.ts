import type { FastifyReply, FastifyRequest } from "fastify";
import type { GraphQLError } from "graphql";
import type { StreamName } from "../http/accepted-stream";
import type { OperationRequest } from "../pipeline/pipeline";
import type { GatewayContext } from "../request/context";
import { heldToken } from "../request/token-claims";
import { formatErrors, formatThrown, processEnds } from "./format-errors";
import { clientOf, type LiveTransport } from "./live-transport";
import { type OpenStream, openStream } from "./open-stream";
import { sendAnswers } from "./send-answers";
import { type StreamForm, streamForms } from "./stream-form";

/**
 * Answers one operation in a response of its own, as long as its client reads: distinct connections of
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, or Apollo's multipart. Gives the errors of what is
 * refused where the client reads them as of any other request; else undefined: the response is on its way.
 */
export type StreamOperation = (
  name: StreamName,
  operation: OperationRequest | GraphQLError,
  context: GatewayContext,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<{ errors: readonly GraphQLError[] } | undefined>;

export function createOperationStreamer(transport: LiveTransport): StreamOperation {
  const { begin, connections, heartbeat, formatError, limits } = transport;
  return async (name, operation, context, request, reply) => {
    const form = streamForms[name];
    const abort = new AbortController();
    const token = transport.tokens && heldToken(request.headers.authorization);
    let stream: OpenStream | undefined;
    let last: string | undefined;
    const end = (bytes: string) => {
      if (last !== undefined) return;
      last = bytes;
      abort.abort();
      stream?.end(last);
    };
    const closed = connections.open(clientOf(request), () =>
      end(form.reconnect(formatErrors([processEnds()], formatError))),
    );
    reply.raw.once("close", () => {
      closed();
      abort.abort();
    });
    const begun = await begin(operation, { ...context, token: () => token }, abort.signal);
    if ("refused" in begun && name === "parts") return { errors: begun.refused };
    stream = openStream(reply, form.head, limits.stallMs);
    stream.write(form.begin());
    if (last !== undefined) stream.end(last);
    else if ("refused" in begun) end(form.fail(formatErrors(begun.refused, formatError)));
    else {
      const stopBeats = beat(stream, form);
      reply.raw.once("close", stopBeats);
      sendAnswers(begun.answers, stream, writeTo(stream, form, context), abort.signal).then(
        () => end(form.complete()),
        (error: unknown) => end(form.fail(formatThrown(error, formatError))),
      );
    }
    return undefined;
  };

  function beat(stream: OpenStream, form: StreamForm): () => void {
    return heartbeat.add(() => {
      if (stream.isDrained) stream.write(form.ping);
    });
  }
}

function writeTo(stream: OpenStream, form: StreamForm, { record }: GatewayContext) {
  return (json: Buffer) => {
    if (record) record.answers = (record.answers ?? 0) + 1;
    stream.write(form.next(json));
  };
}
