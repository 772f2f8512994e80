import { GraphError } from "../../shared/base/errors/graph-error";
import type { SqlLimits } from "../config/sql-limits";
import type { FromWorker } from "./messages/messages";
import { ProcessEnded, type SqlProcess } from "./process/sql-process";
import { errorOfProblem } from "./sql-problem";

/** One statement on its way through a process that is its own. */
export interface SqlRun {
  process: Pick<SqlProcess, "send">;
  /**
   * The next message, which has to be of this kind. Throws GraphError for a problem of the SQL, where its time is up, and
   * where the process has gone.
   */
  expect<Kind extends FromWorker["kind"]>(kind: Kind): Promise<Extract<FromWorker, { kind: Kind }>>;
  /** The next of its pages; undefined when there are no more. */
  nextPage(): Promise<Extract<FromWorker, { kind: "rows" }>["rows"] | undefined>;
  /** From here on until its next message has come, the time of a statement counts. */
  startClock(): void;
  /** Why it was ended, where that is so. */
  reason(): unknown;
  /** Kills the process; a second time does nothing. */
  end(reason?: unknown): Promise<void>;
}

/** Begins one, which ends when `signal` is aborted, at the latest when its life is over. */
export function beginSqlRun(
  process: SqlProcess,
  sql: string,
  limits: SqlLimits,
  signal: AbortSignal,
): SqlRun {
  let reason: unknown;
  let clock: NodeJS.Timeout | undefined;
  const end = (why: unknown = new Error("The answer is whole.")) => {
    reason ??= why;
    return process.end();
  };
  const leave = () => void end(signal.reason);
  const life = setTimeout(() => void end(tooLate(limits.lifetimeMs, "all of it")), limits.lifetimeMs).unref();
  signal.addEventListener("abort", leave, { once: true });
  if (signal.aborted) leave();
  void process.ended.then(() => {
    clearTimeout(life);
    clearTimeout(clock);
    signal.removeEventListener("abort", leave);
  });
  const receive = async (): Promise<Exclude<FromWorker, { kind: "problem" }>> => {
    const message = await process.receive().catch((error: unknown) => {
      throw reason ?? (error instanceof ProcessEnded ? processGone(error) : error);
    });
    clearTimeout(clock);
    if (message.kind !== "problem") return message;
    throw errorOfProblem(message.problem, sql, limits);
  };
  return {
    process: {
      async send(message) {
        await process.send(message).catch((error: unknown) => {
          throw reason ?? (error instanceof ProcessEnded ? processGone(error) : error);
        });
      },
    },
    async expect(kind) {
      const message = await receive();
      if (isOfKind(message, kind)) return message;
      throw new Error(`Expected ${kind} of the SQL process, got ${message.kind}.`);
    },
    async nextPage() {
      const message = await receive();
      if (message.kind === "rows") return message.rows;
      if (message.kind === "end") return undefined;
      throw new Error(`Expected rows of the SQL process, got ${message.kind}.`);
    },
    startClock() {
      const { timeoutMs } = limits;
      clearTimeout(clock);
      clock = setTimeout(() => void end(tooLate(timeoutMs, "its SQL")), timeoutMs).unref();
    },
    reason: () => reason,
    end,
  };
}

function isOfKind<Kind extends FromWorker["kind"]>(
  message: FromWorker,
  kind: Kind,
): message is Extract<FromWorker, { kind: Kind }> {
  return message.kind === kind;
}

function tooLate(ms: number, what: string): GraphError {
  return new GraphError(
    "QUERY_TIMEOUT",
    `Expected ${what} to be done within ${Math.round(ms / 100) / 10} s. Filter or aggregate earlier; a recursion needs a condition that ends it.`,
  );
}

/** The process has died, and nobody knows why. */
export function processGone(cause?: ProcessEnded): GraphError {
  return new GraphError(
    "SERVICE_UNAVAILABLE",
    "The process that ran the SQL has ended; ask again, and if it happens again, for less at a time.",
    { cause, retryAfter: 5 },
  );
}
