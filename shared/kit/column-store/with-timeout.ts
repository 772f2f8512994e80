import type { DuckDBConnection } from "@duckdb/node-api";
import { StatementCancelled } from "../cube/statistics-context";
import type { RunStatement, StoreRow } from "./leading-groups";

/** Runs statements until all is done, too late, or nobody waits for it. */
export async function withTimeout<Result>(
  connection: DuckDBConnection,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (run: RunStatement) => Promise<Result>,
): Promise<Result> {
  const timer = new AbortController();
  const timeout = timeoutMs > 0 ? setTimeout(() => timer.abort(), timeoutMs) : undefined;
  const either = AbortSignal.any([...(signal ? [signal] : []), timer.signal]);
  const interrupt = () => connection.interrupt();
  either.addEventListener("abort", interrupt, { once: true });
  try {
    return await work(async (statement) => {
      either.throwIfAborted();
      return (await connection.runAndReadAll(statement)).getRowObjects() as StoreRow[];
    });
  } catch (cause) {
    if (either.aborted) throw new StatementCancelled("A statement of the column store was ended.", { cause });
    throw cause;
  } finally {
    clearTimeout(timeout);
    either.removeEventListener("abort", interrupt);
  }
}
