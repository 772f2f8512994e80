import type { CheckedAnswer } from "../subgraphs/check-answer";
import { checkAnswer } from "../subgraphs/check-answer";
import type { CompileFetch } from "./compile-plan";
import type { Ask, PlanRun, Step, SubgraphRequest } from "./execution";
import type { RememberedRun } from "./remembered-runs";

/** One run of an operation in which a remembered run's requests are sent again. */
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
export const compileRepeat: CompileFetch<Replay> = (_node, _path, number) => (replay) =>
  replay.repeat(number);

export interface ReplayOptions {
  run: RememberedRun;
  /** The operation's plan, of `compileRepeat`. */
  plan: Step<Replay>;
  conditions: PlanRun["conditions"];
  ask: Ask;
}

/**
 * Asks the subgraphs what a remembered run asked them, in the plan's order. Undefined when all have answered the same
 * again, byte for byte: then the run's answer is the answer. Else, as soon as the first has not, the requests that have
 * been sent by then, by the number of their fetch.
 *
 * Why that is right: every subgraph is asked each time, for this very viewer and with this request's deadline; nothing
 * is answered from memory that was not confirmed just now. What follows from the answers (representations, the
 * merged data, the client's text) is made by nothing but the operation, its variables and the subgraphs' texts. So while the
 * texts are equal, the next requests are those that would have been made from them, and in the end so is the answer.
 * Two runs of equal texts can differ in one thing, which of two parallel answers is merged first, and that is left to
 * chance anyway.
 */
export function replay({ run, plan, conditions, ask }: ReplayOptions): Promise<SentRequest[] | undefined> {
  return new Promise((resolve, reject) => {
    const sent: SentRequest[] = [];
    let hasDiffered = false;
    const repeat = async (fetch: number) => {
      const request = run.requests[fetch];
      if (!request || hasDiffered) return;
      const answer = ask(fetch, request);
      sent[fetch] = { request, answer };
      if (await isAsExpected(answer)) return;
      hasDiffered = true;
      resolve(sent);
    };
    plan({ conditions, repeat }).then(() => resolve(undefined), reject);
  });
}

/** A failed fetch differs, too: whoever runs the operation then deals with it. */
function isAsExpected(answer: Promise<CheckedAnswer>): Promise<boolean> {
  return answer.then(
    ({ isExpected = false }) => isExpected,
    () => false,
  );
}

/** Asks as `ask` does, but takes the answer to what a replay has sent already instead of sending it twice. */
export function askAfter(sent: readonly SentRequest[], ask: Ask): Ask {
  return async (fetch, request) => {
    const earlier = sent[fetch];
    if (earlier?.request.body !== request.body) return ask(fetch, request);
    const answer = await earlier.answer;
    return answer.isExpected ? checkAnswer({ status: 200, bytes: answer.bytes }) : answer;
  };
}
