import type { WorkerProblem } from "../messages/messages";

/** Ends the work on a statement. */
export class ProblemFound extends Error {
  override name = "ProblemFound";

  constructor(readonly problem: WorkerProblem) {
    super(problem.message);
  }
}

/** What DuckDB threw. Its messages begin with what kind of error it is. */
export function problemOf(error: unknown): WorkerProblem {
  if (error instanceof ProblemFound) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith("Out of Memory Error")) return { kind: "memory", message };
  return { kind: "sql", message };
}
