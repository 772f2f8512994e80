import { DatabaseError } from "pg";
import { QueryFailedError } from "typeorm";
import { isConnectionLost } from "../../base/errors/database-error";
import { GraphError } from "../../base/errors/graph-error";

/** A statement that took too long, or waited too long for a lock. */
const outOfTime = ["57014", "55P03"];

/**
 * What a client is told of the database's own failures: QUERY_TIMEOUT, after which nothing was changed; OUTCOME_UNKNOWN
 * where the connection broke, which may have been while the transaction was committed. Undefined for all else.
 */
export function ofDatabase(error: unknown): GraphError | undefined {
  const cause = error instanceof QueryFailedError ? error.driverError : error;
  const code = cause instanceof DatabaseError ? (cause.code ?? "") : "";
  if (outOfTime.includes(code)) {
    const message =
      "The rows were not taken in within their time, and nothing was changed; send fewer, or again.";
    return new GraphError("QUERY_TIMEOUT", message, { cause: error });
  }
  const isLost = cause instanceof Error && isConnectionLost(cause);
  if (!isLost && !/^57P|^08/.test(code)) return undefined;
  const message =
    "The database broke off, and the rows may have been taken in. Send the same request again, with the same Idempotency-Key.";
  return new GraphError("OUTCOME_UNKNOWN", message, { cause: error });
}
