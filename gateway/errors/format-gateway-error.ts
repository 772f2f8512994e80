import { createErrorFormatter, type ErrorFormatter } from "../../shared/http/format-error";
import type { Logger } from "../../shared/log/logger";

/** Limits of graphql-js, Apollo Server and its planner, which tell them as errors of other kinds. */
const limits = [
  { exceeded: /^Syntax Error: Document contains more tha[nt] \d+ tokens/, named: "more than 15,000 tokens" },
  {
    exceeded: /recursively requests too many selections|^Exceeded maximum recursive selections/,
    named: "more than 10,000 fields once its fragments are unfolded",
  },
  {
    exceeded: /^Number of non-local selections exceeds limit/,
    named: "more ways through the subgraphs than can be planned",
  },
];

/** The formatter of every process, and the limits of a query's size under a code of their own. */
export function createGatewayErrorFormatter(log: Logger): ErrorFormatter {
  const format = createErrorFormatter(log);
  return (formatted, error) => {
    const limit = limits.find(({ exceeded }) => exceeded.test(formatted.message));
    if (!limit) return format(formatted, error);
    return {
      message: `The query has ${limit.named}; ask for less at a time.`,
      extensions: { code: "QUERY_TOO_COMPLEX" },
    };
  };
}
