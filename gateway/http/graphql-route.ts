import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { errorRegistry } from "../../shared/base/errors/registry";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import { type OperationKind, operationKindOf } from "../document/operation-kind";
import type { OperationRequest, Pipeline } from "../pipeline/pipeline";
import { type Answer, type AnswerInParts, isInParts } from "../request/answer";
import type { GatewayContext } from "../request/context";
import { retryAfterOf } from "../request/retry-after";
import { type StreamName, streamFor } from "./accepted-stream";
import { type AnswerType, acceptsParts, answerTypeFor } from "./answer-type";
import { encodeKept } from "./encode-kept";
import { type Formatted, formatAnswer, isRefused, recordOutcomes, statusOf } from "./format-answer";
import { formatParts } from "./format-parts";
import { encodingOfParts, partsHead, sendParts } from "./multipart-answer";
import { createOperationReader, type OperationReaderOptions } from "./read-operation";
import { type RequestParameters, readRequest } from "./read-request";
import { varyBy } from "./vary-by";

export interface OperationRouteOptions extends OperationReaderOptions {
  /** Of the graph that new requests are answered from. */
  pipeline: () => Pipeline;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  formatError: ErrorFormatter;
}

export interface GraphQLRouteOptions extends OperationRouteOptions {
  /**
   * Takes a response over for answers that follow each other. Gives errors where it has not: they are answered as of any
   * other request.
   */
  stream: (
    name: StreamName,
    operation: OperationRequest | GraphQLError,
    context: GatewayContext,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => Promise<{ errors: readonly GraphQLError[] } | undefined>;
  /** Makes a socket of a request that asks for one. */
  sockets: {
    isUpgrade(request: FastifyRequest): boolean;
    accept(request: FastifyRequest, reply: FastifyReply): void;
  };
}

/** What is answered; undefined: it is on its way. */
type Answered = Answer | AnswerInParts | Answer[] | undefined;

/**
 * Answers GraphQL over HTTP at `/graphql`, and a list of operations with the list of their answers.
 * See https://graphql.github.io/graphql-over-http/draft/
 */
export function registerGraphQL(app: FastifyInstance, options: GraphQLRouteOptions): void {
  const readOperation = createOperationReader(options);

  const answerOne = async (
    parameters: RequestParameters,
    request: FastifyRequest,
    reply: FastifyReply,
    context: GatewayContext,
  ): Promise<Answer | AnswerInParts | undefined> => {
    const operation = readOperation(parameters, request, context);
    const { accept } = request.headers;
    const kind = operation instanceof GraphQLError ? "query" : kindOf(operation);
    const stream = streamFor(accept, kind);
    if (stream) return options.stream(stream, operation, context, request, reply);
    if (operation instanceof GraphQLError) return { errors: [operation] };
    if (kind === "subscription") return { errors: [notStreamed(accept)] };
    return acceptsParts(request.headers.accept)
      ? options.pipeline().answerInParts(operation, context)
      : options.pipeline().answer(operation, context);
  };
  const answerBatch = (
    list: RequestParameters[],
    request: FastifyRequest,
    context: GatewayContext,
  ): Promise<Answer[]> => {
    const batch = list.map((parameters) => {
      const record = {};
      const operation = readOperation(parameters, request, { ...context, record });
      const isLive = !(operation instanceof GraphQLError) && kindOf(operation) === "subscription";
      return { request: isLive ? notStreamed("a list of operations") : operation, record };
    });
    if (request.operation) request.operation.batch = batch.map(({ record }) => record);
    return options.pipeline().answerBatch(batch, context);
  };
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    context: GatewayContext,
  ): Promise<Answered> => {
    const parameters = readParameters(request);
    if (parameters instanceof GraphQLError) return { errors: [parameters] };
    return Array.isArray(parameters)
      ? answerBatch(parameters, request, context)
      : answerOne(parameters, request, reply, context);
  };
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      if (options.sockets.isUpgrade(request)) {
        options.sockets.accept(request, reply);
        return reply;
      }
      const type = answerTypeFor(request.headers.accept);
      reply.headers({ "cache-control": "no-store", "content-type": type.contentType });
      const context = options.contextOf(request, reply);
      const answered = await answer(request, reply, context);
      if (!answered) return reply;
      // Bytes, for Node.js goes over a text twice more on its way out; and given back, for whoever gives back what
      // reply.send() says is made to wait for the response's end.
      if (Buffer.isBuffer(answered)) {
        if (context.record) context.record.outcome = "OK";
        return encodeKept(answered, request, reply);
      }
      if (!Array.isArray(answered) && isInParts(answered)) {
        const encoding = encodingOfParts(request.headers["accept-encoding"]);
        reply.headers({ ...partsHead, "content-encoding": encoding });
        varyBy(reply, "accept, accept-encoding");
        return sendParts(formatParts(answered, options.formatError, request.operation), encoding);
      }
      const answers = [answered].flat().map((each) => formatAnswer(each, options.formatError));
      if (request.operation) recordOutcomes(request.operation, answers);
      setHead(request, reply, answers, type);
      const texts = answers.map((each) =>
        Buffer.isBuffer(each) ? each.toString().trimEnd() : JSON.stringify(each),
      );
      return Buffer.from(Array.isArray(answered) ? `[${texts.join(",")}]\n` : `${texts[0]}\n`);
    },
  });
}

function kindOf({ query, operationName }: OperationRequest): OperationKind {
  return operationKindOf(query, operationName);
}

/** Whoever reads an answer to its end would wait for ever. */
function notStreamed(got = "none"): GraphError {
  return new GraphError(
    "NOT_ACCEPTABLE",
    `Expected for a subscription the header Accept with text/event-stream or multipart/mixed;subscriptionSpec=1.0, or a WebSocket (graphql-transport-ws); got ${got}.`,
  );
}

/** An error for a request that is none: it is answered like any other. */
function readParameters(request: FastifyRequest): RequestParameters | RequestParameters[] | GraphQLError {
  try {
    return readRequest(request);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** What stands in the head of answers that are sent together: refused is what has not one that was executed. */
function setHead(
  request: FastifyRequest,
  reply: FastifyReply,
  answers: readonly Formatted[],
  type: AnswerType,
): void {
  const seconds = answers.map((each) => (Buffer.isBuffer(each) ? undefined : retryAfterOf(each)));
  if (seconds.every((each) => each !== undefined)) reply.header("retry-after", Math.max(...seconds));
  const [first] = answers;
  if (!first || !answers.every(isRefused)) return;
  reply.code(statusOf(first, type));
  request.isRefused = reply.statusCode === 200;
  if (reply.statusCode === errorRegistry.METHOD_NOT_ALLOWED.status) reply.header("allow", "POST");
}
