import { GraphError } from "../../shared/base/errors/graph-error";

/** Texts of one client that may wait to be read. A dashboard that is opened for the first time has some dozen. */
export const maxWaiting = 64;

/** Refuses a client of whom as many wait. */
export function tooManyDocuments(): GraphError {
  return new GraphError(
    "RATE_LIMITED",
    `Expected at most ${maxWaiting} texts at a time that were never seen before; ask again when they are answered.`,
    { retryAfter: 1 },
  );
}
