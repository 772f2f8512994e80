import type { ErrorCode } from "./registry";

/** What a client is shown of an error of the database. */
export interface DatabaseProblem {
  code: ErrorCode;
  message: string;
}

/** A statement that was ended by its deadline, or by somebody else. */
export const statementEnded: DatabaseProblem = {
  code: "QUERY_TIMEOUT",
  message: "The database did not finish in time; narrow the question with a filter or a smaller page.",
};
const lockedTooLong: DatabaseProblem = {
  code: "QUERY_TIMEOUT",
  message:
    "Another change held this data for longer than this request may wait; nothing was changed. Ask again.",
};
const transactionEnded: DatabaseProblem = {
  code: "QUERY_TIMEOUT",
  message: "The change took longer than it may; nothing was changed. Change less at a time.",
};
const noFreeConnection: DatabaseProblem = {
  code: "QUERY_TIMEOUT",
  message:
    "The database was busy with other requests for longer than this one may wait; ask again, or for less at a time.",
};
const changesMet: DatabaseProblem = {
  code: "SERVICE_UNAVAILABLE",
  message: "Another change of the same rows came in between; nothing was changed. Ask again.",
};
const unavailable: DatabaseProblem = {
  code: "SERVICE_UNAVAILABLE",
  message: "The data behind this field cannot be read now; try again shortly.",
};
const unfitValue: DatabaseProblem = {
  code: "BAD_USER_INPUT",
  message: "A value of the arguments is one that the database cannot hold, such as a text with a NUL.",
};

/** SQLSTATE codes (PostgreSQL, appendix A) that are no fault of ours; two characters stand for a whole class. */
const sqlStates: Record<string, DatabaseProblem> = {
  "08": unavailable, // connection_exception
  "22": unfitValue, // data_exception
  "25006": unavailable, // read_only_sql_transaction: a standby
  "25P03": transactionEnded, // idle_in_transaction_session_timeout
  "25P04": transactionEnded, // transaction_timeout
  "40001": changesMet, // serialization_failure
  "40P01": changesMet, // deadlock_detected
  "53": unavailable, // insufficient_resources, such as too_many_connections
  "55P03": lockedTooLong, // lock_not_available: lock_timeout
  "57014": statementEnded, // query_canceled: statement_timeout
  "57P01": unavailable, // admin_shutdown
  "57P02": unavailable, // crash_shutdown
  "57P03": unavailable, // cannot_connect_now
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

/** How an error of a connection that is gone begins, by pg and by TypeORM: in the last it broke between two statements. */
const lostConnection = [
  "Connection terminated",
  "Client has encountered a connection error",
  "Client was closed",
  "Database connection provided by a query runner was already released",
];

/** Whether it was lost, by the error that says so itself. */
export function isConnectionLost({ message }: Error): boolean {
  return lostConnection.some((start) => message.startsWith(start));
}

/** pg, pg-pool and TypeORM identify these only by the start of a message. */
const messages: [start: string, problem: DatabaseProblem][] = [
  ["Query read timeout", statementEnded],
  ["timeout exceeded when trying to connect", noFreeConnection],
  ...lostConnection.map((start): [string, DatabaseProblem] => [start, unavailable]),
];

/**
 * What an error of PostgreSQL means, of the connection to it, or of one that wraps it (TypeORM's QueryFailedError,
 * AggregateError, `cause`); undefined for every other error. Told by shape: the gateway, which has no database, loads
 * this too.
 */
export function databaseProblem(error: unknown, depth = 0): DatabaseProblem | undefined {
  if (typeof error !== "object" || error === null || depth > 5) return undefined;
  return ownProblem(error) ?? firstOf(innerErrors(error), (inner) => databaseProblem(inner, depth + 1));
}

function ownProblem(error: object): DatabaseProblem | undefined {
  const code = textOf(error, "code");
  const known = /^[0-9A-Z]{5}$/.test(code) ? (sqlStates[code] ?? sqlStates[code.slice(0, 2)]) : undefined;
  if (known) return known;
  // ENOENT counts only for a socket, not for a missing file.
  if (systemErrors.has(code) && (code !== "ENOENT" || "address" in error)) return unavailable;
  const message = textOf(error, "message");
  return messages.find(([start]) => message.startsWith(start))?.[1];
}

function firstOf<From, To>(from: readonly From[], find: (one: From) => To | undefined): To | undefined {
  for (const one of from) {
    const found = find(one);
    if (found !== undefined) return found;
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
