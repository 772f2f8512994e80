import type { ExecutionResult, GraphQLFormattedError } from "graphql";
import { loadHere } from "../../gateway/graph/load-here";
import type { Answer, AnswerInParts } from "../../gateway/request/answer";
import type { GatewayContext } from "../../gateway/request/context";
import type { FetchSubgraph } from "../../gateway/transport/subgraph-request";
import { systemClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { publicViewer } from "../../shared/http/identity/viewer";
import type { Operation } from "./operations/operation";

/** An answer as a client reads it. */
export interface ReadAnswer {
  data?: unknown;
  errors?: readonly GraphQLFormattedError[];
}

/** The gateway as a whole but for its sockets. */
export interface GatewayUnderTest {
  /** Bytes where nothing went wrong. */
  ask(operation: Operation, fetch: FetchSubgraph): Promise<Answer>;
  /** As a client asks that reads an answer in parts. */
  askInParts(operation: Operation, fetch: FetchSubgraph): Promise<Answer | AnswerInParts>;
}

interface TestContext extends GatewayContext {
  fetch: FetchSubgraph;
}

/** `mergesFetches`: whether a subgraph gets its fetches of one step by one request. */
export function openGateway(supergraphSdl: string, { mergesFetches = true } = {}): GatewayUnderTest {
  const log = createLogger("test", "silent");
  const fetch: FetchSubgraph = (request, context) => (context as TestContext).fetch(request, context);
  const { pipeline } = loadHere({ supergraphSdl, fetch, mergesFetches, clock: systemClock, log });
  const contextOf = (asked: FetchSubgraph): TestContext => ({
    ...{ viewer: publicViewer, requestId: "test", begunAt: "" },
    fetch: asked,
  });
  return {
    ask: ({ query, variables }, asked) =>
      pipeline.answer({ query, variables, mayChange: true }, contextOf(asked)),
    askInParts: ({ query, variables }, asked) =>
      pipeline.answerInParts({ query, variables, mayChange: true }, contextOf(asked)),
  };
}

export function readAnswer(answer: Answer | ExecutionResult): ReadAnswer {
  return JSON.parse(Buffer.isBuffer(answer) ? answer.toString("utf8") : JSON.stringify(answer));
}
