import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import { formatResult } from "../http/format-answer";

/** Errors as their client gets them. */
export function formatErrors(
  errors: readonly GraphQLError[],
  formatError: ErrorFormatter,
): readonly GraphQLFormattedError[] {
  return formatResult({ errors }, formatError).errors ?? [];
}

/** What was thrown, as its client gets it: a fault of ours is logged and masked. */
export function formatThrown(error: unknown, formatError: ErrorFormatter): readonly GraphQLFormattedError[] {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const seen =
    thrown instanceof GraphQLError ? thrown : new GraphQLError(thrown.message, { originalError: thrown });
  return formatErrors([seen], formatError);
}

/** Told to those whose connection ends because the process does. */
export function processEnds(): GraphError {
  return new GraphError("SERVICE_UNAVAILABLE", "This process ends; connect again, and another one answers.");
}
