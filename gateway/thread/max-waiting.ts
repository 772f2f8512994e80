import { GraphError } from "../../shared/base/errors/graph-error";

/** Texts of one client that may wait to be read. A dashboard that is opened for the first time has some dozen. */
export const mostWaiting = 64;

/** Refuses a client of whom as many wait. */
export function tooManyTexts(): GraphError {
  return new GraphError(
    "RATE_LIMITED",
    `Expected at most ${mostWaiting} texts at a time that were never seen before; ask again when they are answered.`,
    { retryAfter: 1 },
  );
}
