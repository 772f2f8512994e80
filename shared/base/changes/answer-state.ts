import { z } from "zod";

/*
 * How a subgraph tells whether an answer that was given before would be the same again. Its *state* is opaque: where it
 * stands in the order of what changes its answers. `GET /state?since=STATE` says whether anything has changed since one.
 */

/**
 * Header of a request to a subgraph, with a state, and of the answer to it, with the same one where the answer is as of that state
 * or a later one, and made of nothing but what states tell of.
 */
export const stateHeader = "x-graph-state";

/** What `GET /state?since=STATE&at=INSTANT` answers. */
export const answerState = z.object({
  /** Of the moment of this answer. */
  state: z.string().max(4_096),
  /** Whether every answer is still what it was as of `since`, but for what the clock changes; false without `since`. */
  isSame: z.boolean(),
  /** With a state that is not the same: the first instant after `at` at which answers change by the clock alone; null for none. */
  until: z.iso.datetime().nullable().optional(),
});
export type AnswerState = z.infer<typeof answerState>;
