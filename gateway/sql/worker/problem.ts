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
  const message = messageOf(error);
  // Its own files are those in which it puts what does not fit into memory.
  const isFull = message.startsWith("Out of Memory Error") || message.includes("duckdb_temp_storage");
  return { kind: isFull ? "memory" : "sql", message };
}

/** By shape: inside jest, a native module's errors are of another realm's Error. */
export function messageOf(error: unknown): string {
  const message: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "message") : error;
  return String(message);
}
