/** What stands behind a code: the HTTP status when the whole request fails with it, and its meaning. */
export interface RegisteredError {
  status: number;
  meaning: string;
  /** A problem of a mutation's input may have it, in `userErrors`. */
  isOfInput?: true;
}

/**
 * Every error code that a client can meet. Codes are never reused or renamed. The table in README.md
 * is compared with this list by a test, both ways.
 */
export const errorRegistry = {
  GRAPHQL_PARSE_FAILED: { status: 400, meaning: "The text is not GraphQL." },
  GRAPHQL_VALIDATION_FAILED: { status: 400, meaning: "A field, argument or type does not fit the schema." },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    meaning: "`operationName` names no operation of the document.",
  },
  BAD_REQUEST: {
    status: 400,
    meaning:
      "The HTTP request is not a GraphQL request; also when a page's image or script asks (`Sec-Fetch-Mode: no-cors`).",
  },
  INVALID_JSON: { status: 400, meaning: "The body is not JSON." },
  BAD_USER_INPUT: {
    status: 400,
    isOfInput: true,
    meaning: "A value is outside what the argument allows; the message says what was expected.",
  },
  INVALID_CURSOR: {
    status: 400,
    meaning:
      "`after` or `before` is no cursor of this connection and order, or one of before a restore or of another server.",
  },
  UNAUTHENTICATED: { status: 401, meaning: "The token is expired, forged or malformed." },
  FORBIDDEN: { status: 403, meaning: "The viewer's role or organization may not read or write this." },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    status: 403,
    meaning:
      "The field, or the type that it gives, requires a token or scopes that the viewer does not have: null stands there, and the rest is answered.",
  },
  DOCUMENT_NOT_TRUSTED: {
    status: 403,
    meaning: "The role may ask for the documents of its client's manifest alone, by their hashes.",
  },
  NOT_FOUND: { status: 404, isOfInput: true, meaning: "Nothing has this code, id or path." },
  METHOD_NOT_ALLOWED: { status: 405, meaning: "The path does not answer this HTTP method." },
  NOT_ACCEPTABLE: { status: 406, meaning: "`Accept` allows no type that answers have." },
  STALE_VERSION: {
    status: 409,
    isOfInput: true,
    meaning: "Somebody changed the row meanwhile: read it again, then send its `version`.",
  },
  ALREADY_EXISTS: {
    status: 409,
    isOfInput: true,
    meaning: "Another row has this code.",
  },
  ILLEGAL_CHANGE: { status: 409, isOfInput: true, meaning: "The row's state does not allow this change." },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    isOfInput: true,
    meaning: "The key was used before, for another input.",
  },
  REQUEST_TOO_LARGE: { status: 413, meaning: "The body is larger than the limit." },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, meaning: "The body's Content-Type is not application/json." },
  QUERY_TOO_COMPLEX: {
    status: 400,
    meaning: "The operation selects more, or may cost more, than one request of the role may.",
  },
  RATE_LIMITED: {
    status: 429,
    meaning:
      "The client has asked for as much as it may in a minute, or holds as much as it may at a time; `Retry-After` says when to ask again.",
  },
  PERSISTED_QUERY_NOT_FOUND: { status: 200, meaning: "The hash is not known yet: send the query with it." },
  PERSISTED_QUERY_NOT_SUPPORTED: { status: 200, meaning: "This process keeps no persisted queries." },
  QUERY_TIMEOUT: {
    status: 504,
    meaning: "The answer was not there in time; narrow the question, or ask again.",
  },
  OUTCOME_UNKNOWN: {
    status: 504,
    meaning:
      "A change was sent, and its outcome has not come back: it may have been made. Send it again with the same `idempotencyKey`, or read the row.",
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    meaning: "A subgraph or its database does not answer now; a change was not made. Try again.",
  },
  TABLE_CANCELLED: {
    status: 409,
    meaning: "Whoever asked for the table, or an admin, has cancelled it before its end.",
  },
  SHARE_ENDED: {
    status: 410,
    meaning:
      "The address is shared no longer: its time is over, it was taken back, or what it runs was changed or deleted since.",
  },
  NOT_CONFIGURED: {
    status: 501,
    meaning: "This gateway was set up without what this needs, a database of its own for instance.",
  },
  INTERNAL_SERVER_ERROR: { status: 500, meaning: "A fault of ours; the request id finds it in the log." },
} as const satisfies Record<string, RegisteredError>;

export type ErrorCode = keyof typeof errorRegistry;

/** The codes that problems of a mutation's input may have. */
export type UserErrorCode = {
  [Code in ErrorCode]: (typeof errorRegistry)[Code] extends { isOfInput: true } ? Code : never;
}[ErrorCode];

/** Whether a text is a code of the registry. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(errorRegistry, code);
}
