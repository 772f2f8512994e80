import type { CompileFetch } from "../executor/compile-graph";
import type { Ask, PlanRun, Step } from "../executor/execution";
import { type CheckedAnswer, checkAnswer } from "../transport/check-answer";
import type { SubgraphRequest } from "../transport/subgraph-request";
import type { RevalidatableRun } from "./revalidation-cache";

/** One run of an operation in which a cached run's requests are sent again. */
export interface Replay extends PlanRun {
  /** Sends the request that the fetch of this number made, if it made one, as long as no answer has differed. */
  readonly repeat: (fetch: number) => Promise<void>;
}

/** A request that a replay has sent; its answer may be under way. */
export interface SentRequest {
  request: SubgraphRequest;
  answer: Promise<CheckedAnswer>;
}

/** The step of a fetch that sends what it sent before. */
export const compileRevalidation: CompileFetch<Replay> = (_fetch, number) => (replay) =>
  replay.repeat(number);

/** The first answer of a replay that was not the cached one. */
export interface Difference {
  /** There was none: the fetch failed. */
  isFailure: boolean;
  /** What the replay had sent by then, by the number of the fetch. */
  sent: readonly SentRequest[];
}

export interface ReplayOptions {
  run: RevalidatableRun;
  /** The operation's plan, of `compileRepeat`. */
  plan: Step<Replay>;
  conditions: PlanRun["conditions"];
  ask: Ask;
}

/**
 * Sends the subgraphs the requests of a cached run, in the plan's order. Undefined when all have answered the same
 * again, byte for byte: then the run's answer is the answer. Else how the first that did not differed, at once.
 *
 * Why that is right: every subgraph answers each time, for this very viewer and with this request's deadline, so what
 * is answered from memory was confirmed just now. What follows from the answers (representations, merged data, the
 * client's text) is made from nothing but the operation, its variables and the subgraphs' texts. While those are equal,
 * the next requests are the ones that would have been made from them, and in the end the answer is, too. Two runs over
 * equal texts can differ in one thing, which of two parallel answers is merged first, and that is left to chance anyway.
 */
export function replay({ run, plan, conditions, ask }: ReplayOptions): Promise<Difference | undefined> {
  return new Promise((resolve, reject) => {
    const sent: SentRequest[] = [];
    let hasDiffered = false;
    const repeat = async (fetch: number) => {
      const request = run.requests[fetch];
      if (!request || hasDiffered) return;
      const answer = ask(fetch, request);
      sent[fetch] = { request, answer };
      const outcome = await outcomeOf(answer);
      if (outcome === "expected") return;
      hasDiffered = true;
      resolve({ isFailure: outcome === "failure", sent });
    };
    plan({ conditions, repeat }).then(() => resolve(undefined), reject);
  });
}

function outcomeOf(answer: Promise<CheckedAnswer>): Promise<"expected" | "other" | "failure"> {
  return answer.then(
    ({ isExpected }) => (isExpected ? "expected" : "other"),
    // The execution that follows gets this answer, too, and handles it.
    () => "failure",
  );
}

/** Fetches as `ask` does, but takes the answer to what a replay has sent already instead of sending it twice. */
export function fetchAfter(sent: readonly SentRequest[], ask: Ask): Ask {
  return async (fetch, request) => {
    const earlier = sent[fetch];
    if (earlier?.request.body !== request.body) return ask(fetch, request);
    const answer = await earlier.answer;
    return answer.isExpected ? checkAnswer({ status: 200, bytes: answer.bytes }) : answer;
  };
}
