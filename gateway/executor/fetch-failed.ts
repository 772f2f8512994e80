import { DeadlinePassed } from "../request/deadline-passed";
import { wasSent } from "../transport/not-sent";
import { CircuitOpen } from "../transport/subgraph-transport";

/** What the client reads at each field that a subgraph should have brought and did not; why is in the log. */
export function fetchFailed(subgraph: string, reason: unknown, isMutation: boolean) {
  if (isMutation && wasSent(reason))
    return {
      message:
        `The change was sent to the subgraph ${subgraph}, and its outcome did not come back: it may have been made. ` +
        "Send it again with the same idempotencyKey, or read what was to be changed.",
      extensions: { code: "OUTCOME_UNKNOWN" },
    };
  if (isMutation)
    return {
      message: `The change was not sent to the subgraph ${subgraph}, which does not answer now; nothing was changed. Try again shortly.`,
      extensions: unavailable(reason),
    };
  return reason instanceof DeadlinePassed
    ? {
        message: `The subgraph ${subgraph} did not answer in time; narrow the question with a filter or a smaller page.`,
        extensions: { code: "QUERY_TIMEOUT" },
      }
    : {
        message: `The subgraph ${subgraph} does not answer as it should now; try again shortly.`,
        extensions: unavailable(reason),
      };
}

/** Of a subgraph that is left alone for a while it is known when to ask again. */
function unavailable(reason: unknown) {
  const retryAfter = reason instanceof CircuitOpen ? reason.retryAfter : undefined;
  return { code: "SERVICE_UNAVAILABLE", ...(retryAfter !== undefined && { retryAfter }) };
}
