import type { ErrorCode } from "../../shared/base/errors/registry";
import type { Logger } from "../../shared/base/log/logger";
import { createErrorFormatter, type ErrorFormatter } from "../../shared/http/server/format-error";

/** What graphql-js, Apollo Server and its planner report as errors of other kinds, or of none. */
const rewrittenErrors: { pattern: RegExp; code: ErrorCode; message: string }[] = [
  tooComplex(/^Syntax Error: Document contains more tha[nt] \d+ tokens/, "more than 15,000 tokens"),
  tooComplex(
    /recursively requests too many selections|^Exceeded maximum recursive selections/,
    "more than 10,000 fields once its fragments are unfolded",
  ),
  // graphql-js reads and checks by recursion, and reports an overflow as a syntax error.
  tooComplex(/^Maximum call stack size exceeded/, "more levels than can be read"),
  tooComplex(
    /^Number of non-local selections exceeds limit/,
    "more ways through the subgraphs than can be planned",
  ),
  {
    pattern: /^provided sha does not match query$/,
    code: "BAD_REQUEST",
    message: "Expected extensions.persistedQuery.sha256Hash to be the SHA-256 of the query, in hex.",
  },
  {
    pattern: /^Unsupported persisted query version$/,
    code: "BAD_REQUEST",
    message: "Expected extensions.persistedQuery.version to be 1.",
  },
];

function tooComplex(pattern: RegExp, named: string) {
  const message = `The query has ${named}; ask for less at a time.`;
  return { pattern, code: "QUERY_TOO_COMPLEX", message } as const;
}

/** The formatter of every process, and under codes of their own what would be masked or called something else. */
export function createApolloErrorFormatter(log: Logger): ErrorFormatter {
  const format = createErrorFormatter(log);
  return (formatted, error) => {
    // With a path it is of a subgraph, in whose words such a message would mean something else.
    const known = formatted.path
      ? undefined
      : rewrittenErrors.find(({ pattern }) => pattern.test(formatted.message));
    if (!known) return format(formatted, error);
    return { message: known.message, extensions: { code: known.code } };
  };
}
