import type { PoolClient } from "pg";
import type { QueryRunner } from "typeorm";
import { GraphError } from "../base/errors/graph-error";
import { RequestWork } from "../base/work/request-work";
import type { Canceller } from "./canceller";
import type { SlowStatementQueue } from "./slow-statement-queue";

/** Ends what a transaction has done so far, which must happen also when nobody waits any more. */
const isEnding = /^(ROLLBACK|RELEASE)/;
/** Alone, or with the last statement (send-together.ts). */
const isCommit = /(?:^|; )COMMIT$/;

/**
 * Has a runner's statements be part of the work of the request that they are for. One that is slow waits for its slot
 * in the queue, before it takes a connection. When the work ends, one that has not begun is not begun, and one that runs
 * is cancelled on the server; its connection is given back only when the server has got that, or it would be the next
 * statement on it that is cancelled.
 */
export function runForWork(
  runner: QueryRunner,
  canceller: Canceller,
  slowStatements: SlowStatementQueue,
): void {
  const query = runner.query.bind(runner);
  const send = async (text: string, parameters?: unknown[], isStructured = false): Promise<unknown> => {
    // TypeORM declares `true` for what is a boolean.
    const sent = () => (isStructured ? query(text, parameters, true) : query(text, parameters));
    const work = RequestWork.current;
    // TypeORM gives back a connection that breaks between two statements, and then speaks of itself.
    if (runner.isReleased) throw new Error("Connection terminated before the next statement was sent");
    if (!work || isEnding.test(text)) return sent();
    if (work.reason) throw work.reason;
    if (isCommit.test(text)) return commit(work, sent);
    if (runner.isTransactionActive || work.isChange) return runCancellably(runner, work, canceller, sent);
    const leave = await slowStatements.enter(text, work);
    try {
      return await runCancellably(runner, work, canceller, async () => {
        const begun = performance.now();
        try {
          return await sent();
        } finally {
          slowStatements.note(text, performance.now() - begun, work.reason === undefined);
        }
      });
    } finally {
      leave?.();
    }
  };
  runner.query = send as QueryRunner["query"];
}

async function runCancellably(
  runner: QueryRunner,
  work: RequestWork,
  canceller: Canceller,
  sent: () => Promise<unknown>,
): Promise<unknown> {
  const { processID } = await connect(runner);
  if (work.reason) throw work.reason;
  let cancelling: Promise<void> | undefined;
  const forget = work.onEnd(() => {
    cancelling = canceller.cancel(processID);
  });
  try {
    return await sent();
  } catch (error) {
    throw work.reason ?? error;
  } finally {
    forget();
    await cancelling;
  }
}

/** An error of the socket may be of another context's class, as in tests: who reads its code looks for it at a cause. */
async function connect(runner: QueryRunner): Promise<PoolClient & { processID?: number }> {
  try {
    return await runner.connect();
  } catch (cause) {
    throw cause instanceof Error ? cause : new Error("Expected a connection to the database.", { cause });
  }
}

/** Is not cancelled: its outcome would be unknown, as it is when the connection is lost meanwhile. */
async function commit(work: RequestWork, sent: () => Promise<unknown>): Promise<unknown> {
  const hadChanged = work.hasChanged;
  // From now on, for the time may be up before the server has answered.
  work.hasChanged = work.isChange;
  try {
    return await sent();
  } catch (cause) {
    if (isRefusal(cause)) work.hasChanged = hadChanged;
    if (!work.isChange || isRefusal(cause)) throw cause;
    const message = "The database was lost while the change was made; read what was to be changed anew.";
    throw new GraphError("OUTCOME_UNKNOWN", message, { cause });
  }
}

/** PostgreSQL has refused it, which it reports by an SQLSTATE, and not by one that says it is going away. */
export function isRefusal(error: unknown): boolean {
  const driverError: unknown = error instanceof Error ? Reflect.get(error, "driverError") : undefined;
  const code: unknown = driverError instanceof Error ? Reflect.get(driverError, "code") : undefined;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P)/.test(code);
}
