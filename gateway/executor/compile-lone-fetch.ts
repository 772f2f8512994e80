import type { GraphQLSchema } from "graphql";
import type { EntityFetch, RootFetch } from "../planner/query-plan";
import type { CheckedAnswer } from "../transport/check-answer";
import type { SubgraphRequest } from "../transport/subgraph-request";
import { compileRequest } from "./compile-request";
import type { Execution, FetchFailure, FoundRepresentations } from "./execution";
import { fetchFailed } from "./fetch-failed";
import { compileEntityPart, compileRootPart, type FetchPart } from "./fetch-part";
import type { UnselectedFields } from "./selections/unselected-fields";
import { withoutFields } from "./selections/without-fields";
import { noAnswer, takeAnswer } from "./take-answer";

/** A fetch by a request of its own, and what else is needed to make it one of several. */
export interface LoneFetch {
  part: FetchPart;
  /** Requests what was found, and what is incomplete of it as far as that can be requested. */
  ask(execution: Execution, found: FoundRepresentations): Promise<void>;
  /** Merges what came; `failure` says why nothing did. */
  take(
    execution: Execution,
    found: FoundRepresentations,
    answer: CheckedAnswer,
    failure: FetchFailure["error"],
  ): void;
}

/** As `compileFetch`; `number` is that of the request. */
export function compileLoneFetch(
  fetch: RootFetch | EntityFetch,
  number: number,
  supergraph: GraphQLSchema,
  unselectedFields: () => UnselectedFields,
): LoneFetch {
  const part =
    fetch.kind === "RootFetch"
      ? compileRootPart(fetch, supergraph)
      : compileEntityPart(fetch, supergraph, unselectedFields);
  const request = compileRequest(fetch);
  const isMutation = fetch.kind === "RootFetch" && fetch.isMutation;
  const take: LoneFetch["take"] = (execution, found, answer, failure) => {
    const unanswered = () => failure ?? fetchFailed(fetch.subgraph, undefined, isMutation);
    takeAnswer(execution, { part, found, supergraph }, answer, unanswered);
  };
  const askOne = async (execution: Execution, found: FoundRepresentations): Promise<void> => {
    const { targets, text, unasked } = found;
    if (targets.length === 0) return;
    const write = unasked?.length ? compileRequest(withoutFields(fetch, unasked)) : request;
    const { answer, failure } = await askFor(execution, number, write(execution.variables, text));
    take(execution, found, answer, failure);
  };
  const ask: LoneFetch["ask"] = async (execution, found) => {
    if (found.incomplete.length === 0) return askOne(execution, found);
    const requests = part.askWithout(found, execution);
    await Promise.all(requests.map((each) => askOne(execution, each)));
  };
  return { part, ask, take };
}

interface Asked {
  answer: CheckedAnswer;
  /** Why there is none. */
  failure: FetchFailure["error"];
}

async function askFor(execution: Execution, number: number, sending: SubgraphRequest): Promise<Asked> {
  try {
    const answer = await execution.ask(number, sending);
    execution.received += answer.bytes.length;
    return { answer, failure: undefined };
  } catch (error) {
    return { answer: noAnswer, failure: fetchFailed(sending.subgraph, error, sending.isMutation) };
  }
}
