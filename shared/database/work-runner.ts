import type { PoolClient } from "pg";
import type { QueryRunner } from "typeorm";
import { RequestWork } from "../work/request-work";
import type { Canceller } from "./canceller";

/** Ends what a transaction has done so far, which must happen also when nobody waits any more. */
const isEnding = /^(ROLLBACK|RELEASE)/;
/** Whether it was made could not be told any more. */
const isCommit = /^COMMIT/;

/**
 * Has a runner's statements end with the work of the request that they are for: one that has not begun is not begun,
 * and one that runs is cancelled on the server. The connection is given back only when the server has been told, or it
 * would be the next statement on it that is cancelled.
 */
export function endWithWork(runner: QueryRunner, canceller: Canceller): void {
  const query = runner.query.bind(runner);
  const send = async (text: string, parameters?: unknown[], isStructured = false) => {
    // TypeORM's own declaration says `true` for what is a boolean.
    const sent = () => (isStructured ? query(text, parameters, true) : query(text, parameters));
    const work = RequestWork.current;
    if (!work || isEnding.test(text)) return sent();
    if (work.reason) throw work.reason;
    const { processID }: PoolClient & { processID?: number } = await runner.connect();
    if (work.reason) throw work.reason;
    if (isCommit.test(text)) {
      const committed = await sent();
      work.hasChanged = work.isChange;
      return committed;
    }
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
  };
  runner.query = send as QueryRunner["query"];
}
