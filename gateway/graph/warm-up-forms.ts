import { setImmediate as nextTurn } from "node:timers/promises";
import type { GraphQLSchema } from "graphql";
import { Random } from "../../shared/base/random/random";
import type { Pipeline } from "../pipeline/pipeline";
import { sampleForm } from "./sample-forms";

export interface WarmUpFormsOptions {
  schema: GraphQLSchema;
  /** What is made ready on it is cached by nobody else. */
  pipeline: Pick<Pipeline, "prepare">;
  /** How long it may take, in milliseconds. */
  forMs: number;
  /** Whether it is over: clients have come, whose requests do the same, or the process stops. */
  isOver: () => boolean;
}

/** However quick a machine is: by then most is compiled that will be, and the heap has not grown by their garbage. */
const mostForms = 150;

/**
 * Makes operations of ever other forms ready, which nobody has asked for, one a turn: V8 compiles what is run often, and
 * the first hundred forms after a start take five to ten times as long to plan and compile as those after them. Says how many.
 */
export async function warmUpForms({ schema, pipeline, forMs, isOver }: WarmUpFormsOptions): Promise<number> {
  const random = new Random(1);
  const until = performance.now() + forMs;
  let made = 0;
  while (made < mostForms && !isOver() && performance.now() < until) {
    const query = sampleForm(schema, random);
    if (query === undefined) break;
    // What a graph cannot plan it says to those who ask.
    await pipeline.prepare({ query });
    made++;
    await nextTurn();
  }
  return made;
}
