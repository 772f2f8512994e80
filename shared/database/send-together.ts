import { isNativeError } from "node:util/types";
import type { PoolClient, QueryResult } from "pg";
import { QueryFailedError, type QueryRunner } from "typeorm";

const begin = "START TRANSACTION";
const commit = "COMMIT";
/** With the comment that `observeStatements` adds for a request that is traced. */
const joinedText = /^(?:(START TRANSACTION); )?([\s\S]*?)(?:; (COMMIT))?( \/\*traceparent='[^']*'\*\/)?$/;

/** The text under which a runner sends the beginning of a transaction and its first statement together. */
export function withBegin(statement: string): string {
  return `${begin}; ${statement}`;
}

/** The text under which a runner sends the last statement of a transaction and its end together. */
export function withCommit(statement: string): string {
  return `${statement}; ${commit}`;
}

/**
 * Has a runner send what `withBegin` and `withCommit` join in one message each, with the parameters of the one statement, and
 * give its rows: the server answers both in one go, and what is locked last is held for the time of the commit alone. Where
 * the last statement fails, the COMMIT behind it ends the transaction without a change.
 *
 * pg pipelines where its client says so, which for a pool would be all of its clients; COPY cannot be pipelined
 * (https://node-postgres.com/features/pipelining). So the client does so for these two statements only.
 */
export function sendTogether(runner: QueryRunner): void {
  const query = runner.query.bind(runner);
  const send = async (text: string, parameters?: unknown[], isStructured = false): Promise<unknown> => {
    const [, first, statement = "", last, comment = ""] = joinedText.exec(text) ?? [];
    // TypeORM declares `true` for what is a boolean.
    if ((first ?? last) === undefined || statement === "")
      return isStructured ? query(text, parameters, true) : query(text, parameters);
    const client: PoolClient = await runner.connect();
    runner.dataSource.logger.logQuery(text, parameters, runner);
    const texts = [first, `${statement}${comment}`, last].filter((one) => one !== undefined);
    try {
      const results = await pipeline(client, texts, parameters ?? [], texts.length - (last ? 2 : 1));
      if (last && results.at(-1)?.command !== commit)
        throw new Error(`Expected the transaction to commit; got ${results.at(-1)?.command}.`);
      return results.at(last ? -2 : -1)?.rows;
    } catch (error) {
      if (!isNativeError(error)) throw error;
      runner.dataSource.logger.logQueryError(error, text, parameters, runner);
      throw new QueryFailedError(text, parameters, error);
    }
  };
  runner.query = send as QueryRunner["query"];
}

/** The results of statements that are sent without waiting; `parameters` are those of the one at `at`. */
async function pipeline(
  client: PoolClient,
  texts: readonly string[],
  parameters: unknown[],
  at: number,
): Promise<QueryResult[]> {
  Reflect.set(client, "pipeline", true);
  const sent = await Promise.allSettled(
    texts.map((text, index) => (index === at ? client.query(text, parameters) : client.query(text))),
  );
  Reflect.set(client, "pipeline", false);
  return sent.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}
