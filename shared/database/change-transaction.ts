import type { Sql } from "sql-template-tag";
import type { DataSource, QueryRunner } from "typeorm";
import type { CalendarDay } from "../base/clock/calendar-day";
import { RequestWork } from "../base/work/request-work";
import { TurnQueue } from "../base/work/turn-queue";
import { Database } from "./database";
import { withBegin, withCommit } from "./send-together";
import { setDaySql } from "./transaction-day";
import { isRefusal } from "./work-runner";

/** What a transaction has come to, and the statement that ends it. */
export interface Ending<Result> {
  result: Result;
  /** Sent with the COMMIT. Absent: nothing was changed. */
  last?: Sql | undefined;
  /** What is thrown where the server refuses the last statement, and so the change. */
  ofRefusal?: (cause: unknown) => Error;
}

/**
 * Runs a change in one transaction: all of it happens, or nothing. The day rides with its beginning, and its last statement
 * with its end, so that neither waits for a message of its own, and others who need what the last statement locks wait
 * for no more than the disk. Gives the rows of the last statement.
 *
 * Within a process few end at a time. Those that wait have sent nothing yet: a request whose time is up meanwhile has changed
 * nothing, and can say so.
 */
export async function inChangeTransaction<Result>(
  dataSource: DataSource,
  day: CalendarDay,
  work: (database: Database) => Promise<Ending<Result>>,
): Promise<{ result: Result; rows: readonly object[] }> {
  const runner = dataSource.createQueryRunner();
  const ending = sendWithEnds(runner, setDaySql(day));
  try {
    await runner.startTransaction();
    const { result, last, ofRefusal } = await work(new Database(runner.manager));
    if (!last) {
      await runner.commitTransaction();
      return { result, rows: [] };
    }
    ending.last = last;
    const leave = await turnsOf(dataSource).enter(RequestWork.current?.ended);
    try {
      await runner.commitTransaction();
    } catch (error) {
      throw ofRefusal && isRefusal(error) ? ofRefusal(error) : error;
    } finally {
      leave();
    }
    return { result, rows: ending.rows };
  } catch (error) {
    // A connection that is gone cannot roll back, and need not: PostgreSQL has done so.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

/** TypeORM begins and ends a transaction by statements of its own, with which others ride here. */
function sendWithEnds(runner: QueryRunner, first: Sql): { last?: Sql; rows: readonly object[] } {
  const ending: { last?: Sql; rows: readonly object[] } = { rows: [] };
  const query = runner.query.bind(runner);
  const send = async (text: string, parameters?: unknown[], isStructured = false): Promise<unknown> => {
    if (text === "START TRANSACTION") return query(withBegin(first.text), first.values);
    if (text === "COMMIT" && ending.last) {
      ending.rows = await query(withCommit(ending.last.text), ending.last.values);
      return ending.rows;
    }
    return isStructured ? query(text, parameters, true) : query(text, parameters);
  };
  runner.query = send as QueryRunner["query"];
  return ending;
}

/** One that ends, and one that waits for its lock on the server, so that this never waits for the process. */
const atOnce = 2;
const turns = new WeakMap<DataSource, TurnQueue>();

function turnsOf(dataSource: DataSource): TurnQueue {
  const known = turns.get(dataSource) ?? new TurnQueue(atOnce);
  turns.set(dataSource, known);
  return known;
}
