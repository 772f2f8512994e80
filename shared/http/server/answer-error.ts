import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { GraphError } from "../../base/errors/graph-error";
import { type ErrorCode, errorRegistry } from "../../base/errors/registry";
import { requestIdHeader } from "./request-id";

/** Fastify's own refusals of a body, by Fastify's code. */
const refusals: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_JSON_BODY: "INVALID_JSON",
  FST_ERR_CTP_EMPTY_JSON_BODY: "INVALID_JSON",
  FST_ERR_CTP_BODY_TOO_LARGE: "REQUEST_TOO_LARGE",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "UNSUPPORTED_MEDIA_TYPE",
};

const messages: Partial<Record<ErrorCode, string>> = {
  INVALID_JSON: 'Expected a JSON body such as {"query": "{ … }"}; this one cannot be read.',
  UNSUPPORTED_MEDIA_TYPE: "Expected the Content-Type application/json.",
  BAD_REQUEST: "The HTTP request cannot be read.",
};

/**
 * Answers an error that ends a request before or outside of GraphQL. A GraphError is shown as it is, a
 * refused body by its code; whatever else was thrown may quote a path, a URL or SQL, so it goes to the
 * log, and the client gets the request id that finds it there.
 */
export function answerError(
  error: Partial<FastifyError> & Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  answerErrorAs(error, request, reply, (message, extensions) => ({ errors: [{ message, extensions }] }));
}

/** What a client may know of an error besides its message. */
export interface ErrorExtensions {
  code: ErrorCode;
  /** Seconds. */
  retryAfter?: number;
  requestId?: string;
}

/** The same in another form of body, for a route whose clients do not read GraphQL's. */
export function answerErrorAs(
  error: Partial<FastifyError> & Error,
  request: FastifyRequest,
  reply: FastifyReply,
  bodyOf: (message: string, extensions: ErrorExtensions) => object,
): void {
  const { code, message, requestId, retryAfter } = describe(error, request);
  if (requestId) request.log.error({ err: error }, "request failed");
  if (code === "UNAUTHENTICATED") reply.header("www-authenticate", "Bearer");
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
  const extensions = {
    code,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(requestId && { requestId }),
  };
  reply
    .code(errorRegistry[code].status)
    .header(requestIdHeader, request.id)
    .header("cache-control", "no-store")
    .type("application/json; charset=utf-8")
    .send(JSON.stringify(bodyOf(message, extensions)));
}

interface Description {
  code: ErrorCode;
  message: string;
  /** Set when the error was masked. */
  requestId?: string;
  /** Seconds after which the same request may be sent again. */
  retryAfter?: number;
}

function describe(error: Partial<FastifyError> & Error, request: FastifyRequest): Description {
  if (error instanceof GraphError) {
    const { code, message, extensions } = error;
    const { retryAfter } = extensions;
    return { code, message, ...(typeof retryAfter === "number" && { retryAfter }) };
  }
  const refused = refusals[error.code ?? ""] ?? (isClientError(error) ? "BAD_REQUEST" : undefined);
  if (refused === "REQUEST_TOO_LARGE") {
    return { code: refused, message: `Expected a body of at most ${limitOf(request)} bytes.` };
  }
  if (refused) return { code: refused, message: messages[refused] ?? "" };
  return { code: "INTERNAL_SERVER_ERROR", message: maskedMessage, requestId: request.id };
}

/** What the client reads in place of a fault of ours. */
export const maskedMessage = "Something failed on our side; the request id finds it in the log.";

function isClientError({ statusCode = 500 }: Partial<FastifyError>): boolean {
  return statusCode >= 400 && statusCode < 500;
}

function limitOf(request: FastifyRequest): number {
  return request.routeOptions.bodyLimit ?? request.server.initialConfig.bodyLimit ?? 0;
}
