import type { Ask } from "../executor/execution";
import type { CheckedAnswer } from "../transport/check-answer";
import type { SubgraphState } from "./subgraph-states";

/** A run of a query whose answer may be kept. */
export interface Recording {
  /** Makes fetches say which state they are to be as of, and notes which were. */
  asking(ask: Ask): Ask;
  /** Tells the end, with the answer where there is one without errors. Only the first call counts. */
  end(answer?: Buffer): void;
}

/**
 * Calls `ended` once: with the answer if it can be kept, which is when every fetch was answered without errors, and as of
 * the state that its subgraph had before the run, or later. What an answer is made of that a subgraph has read elsewhere (a
 * standby that is behind, the audit, the instant itself) has no state.
 */
export function recordRun(
  subgraphs: readonly string[],
  states: readonly SubgraphState[],
  ended: (answer: Buffer | undefined) => void,
): Recording {
  const texts = new Map(subgraphs.map((subgraph, at) => [subgraph, states[at]?.text]));
  let isGood = true;
  let fetches = 0;
  let hasEnded = false;
  return {
    asking: (ask) => async (fetch, request) => {
      const state = texts.get(request.subgraph);
      fetches += 1;
      try {
        const answered = await ask(fetch, { ...request, ...(state !== undefined && { state }) });
        if (state === undefined || answered.state !== state || hasErrors(answered)) isGood = false;
        return answered;
      } catch (error) {
        isGood = false;
        throw error;
      }
    },
    end(answer) {
      if (hasEnded) return;
      hasEnded = true;
      ended(isGood && fetches > 0 ? answer : undefined);
    },
  };
}

/** One that was expected is not read: then whether it seems to have some. */
export function hasErrors({ errors, isExpected, bytes }: CheckedAnswer): boolean {
  return errors !== undefined || (isExpected === true && bytes.includes('"errors":'));
}
