import { GraphQLError } from "graphql";
import { didYouMean, quote } from "./quote";
import type { ErrorCode } from "./registry";

/** What an error may carry besides its message. */
export interface GraphErrorOptions {
  cause?: unknown;
  /** Where in the arguments the value stands, e.g. `["filter", "unit", "in"]`. */
  argument?: string[];
  /** Seconds after which the same request may be sent again. */
  retryAfter?: number;
  /** An error of graphql-js with the same location in the text of the request. */
  at?: GraphQLError;
}

/** An error meant for the client: its message says what was expected and what came. */
export class GraphError extends GraphQLError {
  override name = "GraphError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, { cause, argument, retryAfter, at }: GraphErrorOptions = {}) {
    const originalError = cause instanceof Error ? cause : undefined;
    super(message, {
      ...(at && { nodes: at.nodes, source: at.source, positions: at.positions }),
      extensions: { code, ...(argument && { argument }), ...(retryAfter !== undefined && { retryAfter }) },
      ...(originalError && { originalError }),
    });
    this.code = code;
  }
}

/** Refuses a value of the arguments. */
export function badInput(message: string, argument?: string[]): GraphError {
  return new GraphError("BAD_USER_INPUT", message, argument && { argument });
}

/** Says that a single thing requested by its key does not exist, and which key was probably meant. */
export function notFound(what: string, key: string, meant?: string): GraphError {
  const message = `Expected the key of a known ${what}; ${quote(key)} is none${didYouMean(meant)}.`;
  return new GraphError("NOT_FOUND", message);
}
