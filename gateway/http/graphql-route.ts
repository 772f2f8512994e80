import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { type ErrorCode, errorRegistry, isErrorCode } from "../../shared/base/errors/registry";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import type { Pipeline } from "../pipeline/pipeline";
import type { Answer } from "../request/answer";
import type { GatewayContext } from "../request/context";
import { hashOf } from "../request/operation-record";
import { retryAfterOf } from "../request/retry-after";
import { requireTrusted, type TrustedOnlyRoles } from "../trusted/require-trusted";
import type { TrustedDocuments } from "../trusted/trusted-documents";
import { type AnswerType, answerTypeFor } from "./answer-type";
import { createPersistedQueries } from "./persisted-queries";
import { readRequest } from "./read-request";

export interface GraphQLRouteOptions {
  /** Of the graph that new requests are answered from. */
  pipeline: () => Pipeline;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  formatError: ErrorFormatter;
  /** Absent: there are none. */
  trusted?: Pick<TrustedDocuments, "textOf">;
  /** Roles that may ask for those alone. */
  trustedOnly?: TrustedOnlyRoles;
}

/** Answers GraphQL over HTTP at `/graphql`. See https://graphql.github.io/graphql-over-http/draft/ */
export function registerGraphQL(app: FastifyInstance, options: GraphQLRouteOptions): void {
  const persisted = createPersistedQueries(options.trusted);
  const trustedOnly: TrustedOnlyRoles = options.trustedOnly ?? new Set();

  const answer = async (request: FastifyRequest, context: GatewayContext): Promise<Answer> => {
    let text: string | undefined;
    try {
      const parameters = readRequest(request);
      const { operationName, variables } = parameters;
      const meant = persisted.textOf(parameters, context.record?.client);
      text = meant.text;
      requireTrusted(trustedOnly, context.viewer.role, meant.isTrusted);
      const mayChange = request.method === "POST";
      return await options
        .pipeline()
        .answer({ query: text, operationName, variables, mayChange, isTrusted: meant.isTrusted }, context);
    } catch (error) {
      // A request that is none is answered like any other.
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    } finally {
      const { record } = context;
      if (record && text !== undefined) record.hash ??= hashOf(text);
    }
  };
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const type = answerTypeFor(request.headers.accept);
      reply.headers({ "cache-control": "no-store", "content-type": type.contentType });
      const context = options.contextOf(request, reply);
      const answered = await answer(request, context);
      // Bytes, for Node.js goes over a text twice more on its way out; and given back, for whoever gives back what
      // reply.send() says is made to wait for the response's end.
      if (Buffer.isBuffer(answered)) {
        if (context.record) context.record.outcome = "OK";
        return answered;
      }
      const { data, errors, extensions } = answered;
      const result = { errors: errors?.map((error) => format(error, options)), data, extensions };
      if (context.record) context.record.outcome = String(result.errors?.[0]?.extensions?.code ?? "OK");
      reply.code(statusOf(result, type));
      request.isRefused = data === undefined && reply.statusCode === 200;
      const seconds = retryAfterOf(result);
      if (seconds !== undefined) reply.header("retry-after", seconds);
      if (reply.statusCode === errorRegistry.METHOD_NOT_ALLOWED.status) reply.header("allow", "POST");
      return Buffer.from(`${JSON.stringify(result)}\n`);
    },
  });
}

function format(error: GraphQLError, { formatError }: GraphQLRouteOptions) {
  const { code = "INTERNAL_SERVER_ERROR" } = error.extensions;
  return formatError({ ...error.toJSON(), extensions: { ...error.extensions, code } }, error);
}

/** Errors of a request that could be read: it was GraphQL over HTTP, and the answer is GraphQL's. */
const answered: ReadonlySet<unknown> = new Set<ErrorCode>([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
  "QUERY_TOO_COMPLEX",
]);

/** That of the first error's code where nothing was executed; once `data` is there, even null, it is 200. */
function statusOf(
  { data, errors = [] }: { data: unknown; errors?: readonly { extensions?: { code?: unknown } }[] },
  { isLegacy }: AnswerType,
): number {
  const code = errors[0]?.extensions?.code;
  if (data !== undefined || (isLegacy && answered.has(code))) return 200;
  return isErrorCode(code) ? errorRegistry[code].status : errorRegistry.INTERNAL_SERVER_ERROR.status;
}
