import type { ErrorCode } from "../errors/registry";

/** SQLSTATE codes (PostgreSQL, appendix A) that are no fault of the query. */
const sqlStates: Record<string, ErrorCode> = {
  "57014": "QUERY_TIMEOUT", // query_canceled: statement_timeout
  "55P03": "SERVICE_UNAVAILABLE", // lock_not_available: lock_timeout
  "53300": "SERVICE_UNAVAILABLE", // too_many_connections
  "57P01": "SERVICE_UNAVAILABLE", // admin_shutdown
  "57P02": "SERVICE_UNAVAILABLE", // crash_shutdown
  "57P03": "SERVICE_UNAVAILABLE", // cannot_connect_now
};

const systemErrors = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENOENT", // a Unix socket that is not there
]);

/** pg and pg-pool tell these by message alone. */
const connectionMessages = [
  "timeout exceeded when trying to connect",
  "Connection terminated",
  "Client has encountered a connection error",
];

/**
 * Code for an error of PostgreSQL, of the connection to it, or of one that wraps it (TypeORM's
 * QueryFailedError, AggregateError, `cause`); undefined for every other error. Told by shape: the
 * gateway, which has no database, loads this too.
 */
export function databaseErrorCode(error: unknown, depth = 0): ErrorCode | undefined {
  if (typeof error !== "object" || error === null || depth > 5) return undefined;
  const code = textOf(error, "code");
  const message = textOf(error, "message");
  if (sqlStates[code]) return sqlStates[code];
  // Class 22 is data_exception: a value that PostgreSQL cannot hold, such as a text with a NUL.
  if (/^22[0-9A-Z]{3}$/.test(code)) return "BAD_USER_INPUT";
  // Class 08 is connection_exception; ENOENT counts only for a socket, not for a missing file.
  if (code.startsWith("08") && code.length === 5) return "SERVICE_UNAVAILABLE";
  if (systemErrors.has(code) && (code !== "ENOENT" || "address" in error)) return "SERVICE_UNAVAILABLE";
  if (message === "Query read timeout") return "QUERY_TIMEOUT";
  if (connectionMessages.some((start) => message.startsWith(start))) return "SERVICE_UNAVAILABLE";
  for (const inner of innerErrors(error)) {
    const found = databaseErrorCode(inner, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function textOf(error: object, name: "code" | "message"): string {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? value : "";
}

function innerErrors(error: object): unknown[] {
  const errors: unknown = Reflect.get(error, "errors");
  const wrapped = ["originalError", "driverError", "cause"].map((name) => Reflect.get(error, name));
  return Array.isArray(errors) ? [...wrapped, ...errors] : wrapped;
}
