import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { databaseProblem } from "../../base/errors/database-error";
import { isErrorCode } from "../../base/errors/registry";
import type { Logger } from "../../base/log/logger";
import { maskedMessage } from "./answer-error";
import { currentRequestId } from "./request-id";

export type ErrorFormatter = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/**
 * Apollo Server's `formatError`, the last gate before the client. An error with a code of the registry
 * passes with its message, path, locations and the extensions `code`, `argument`, `retryAfter` and `requestId`; an
 * error of the database becomes a code; whatever else comes is logged with its stack and masked, for
 * its message may quote SQL, a file or a URL.
 */
export function createErrorFormatter(log: Logger): ErrorFormatter {
  let lastLogged: string | undefined;
  return (formatted, error) => {
    const location = {
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
    };
    const code = formatted.extensions?.code;
    const failures = validationFailures(error);
    if (failures) {
      return { message: failures.join(" "), ...location, extensions: { code: "BAD_USER_INPUT" } };
    }
    // What is masked already was logged where it happened.
    if (isErrorCode(code) && (code !== "INTERNAL_SERVER_ERROR" || formatted.message === maskedMessage)) {
      return { message: formatted.message, ...location, extensions: allowed(formatted, code) };
    }
    if (isBadArgument(error)) {
      return { message: formatted.message, ...location, extensions: { code: "BAD_USER_INPUT" } };
    }
    const requestId = currentRequestId();
    // One line a request, whose errors come one after the other: there may be thousands of them.
    if (requestId === undefined || requestId !== lastLogged)
      log.error({ err: error, path: formatted.path, requestId }, "error masked");
    lastLogged = requestId;
    const { code: problemCode, message } = databaseProblem(error) ?? fault;
    return { message, ...location, extensions: { code: problemCode, ...(requestId && { requestId }) } };
  };
}

const fault = { code: "INTERNAL_SERVER_ERROR", message: maskedMessage };

/** The extensions that a client may see. Values of another type than documented are left out. */
function allowed({ extensions = {} }: GraphQLFormattedError, code: string): Record<string, unknown> {
  const { argument, retryAfter, requestId } = extensions;
  const isPath = Array.isArray(argument) && argument.every((segment) => typeof segment === "string");
  return {
    code,
    ...(isPath && { argument }),
    ...(typeof retryAfter === "number" && { retryAfter }),
    ...(typeof requestId === "string" && { requestId }),
  };
}

/** The innermost error that a resolver threw. */
function thrownBy(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? error.originalError : error;
}

/**
 * graphql-js refuses some arguments only while it runs, e.g. a variable that is null where the argument
 * may not be. That is the client's error, but it carries no code.
 */
function isBadArgument(error: unknown): boolean {
  const thrown = thrownBy(error);
  return thrown instanceof GraphQLError && /^Argument ".+" (of|has) /.test(thrown.message);
}

/** The sentences of class-validator behind type-graphql's ArgumentValidationError; recognized by its shape. */
function validationFailures(error: unknown): string[] | undefined {
  const thrown = thrownBy(error);
  if (!(thrown instanceof GraphQLError)) return undefined;
  const failures = thrown.extensions.validationErrors;
  return Array.isArray(failures) ? failures.flatMap((failure) => sentencesOf(failure)) : undefined;
}

function sentencesOf(failure: unknown): string[] {
  if (typeof failure !== "object" || failure === null) return [];
  const constraints = "constraints" in failure ? failure.constraints : undefined;
  const children = "children" in failure && Array.isArray(failure.children) ? failure.children : [];
  const own = typeof constraints === "object" && constraints !== null ? Object.values(constraints) : [];
  return [...own.map((text) => `${text}.`), ...children.flatMap((child) => sentencesOf(child))];
}
