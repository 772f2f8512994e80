import { DeadlinePassed } from "../subgraphs/exchange";

/** What the client reads at each field that a subgraph should have brought and did not; why is in the log. */
export function fetchFailed(subgraph: string, reason: unknown) {
  return reason instanceof DeadlinePassed
    ? {
        message: `The subgraph ${subgraph} did not answer in time; narrow the question with a filter or a smaller page.`,
        extensions: { code: "QUERY_TIMEOUT" },
      }
    : {
        message: `The subgraph ${subgraph} does not answer as it should now; try again shortly.`,
        extensions: { code: "SERVICE_UNAVAILABLE" },
      };
}
