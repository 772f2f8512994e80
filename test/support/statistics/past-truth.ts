import fc from "fast-check";
import type { Sql } from "sql-template-tag";
import { addDays, type CalendarDay, startOf } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import type { Cube } from "../../../shared/kit/cube/cube";
import type { StatisticsQuery } from "../../../shared/kit/cube/statistics-query";
import type { Statistics } from "../../../shared/kit/statistics/statistics";
import { anyFilter, anyQuery } from "./random-queries";
import { RowsInMemory } from "./rows-in-memory";

export interface PastTruth {
  cube: Cube;
  statistics: Statistics;
  database: Database;
  /**
   * What changes on which day, from the first one on, after everything that rows tell of. Rows still differ in every
   * day and number, or else no filter by a range of these can be made.
   */
  changes: Readonly<Record<CalendarDay, readonly Sql[]>>;
  /** How many queries are run as of each day. */
  questions: number;
}

/**
 * Runs random queries at the last instant of a day, before anything else changes, and once everything has changed the
 * same as of that day: the answers are those that were given then.
 */
export async function expectPastTruth(of: PastTruth): Promise<void> {
  const { cube, statistics, database, changes, questions } = of;
  const given: [StatisticsQuery, object][] = [];
  for (const [day, statements] of Object.entries(changes)) {
    await database.transaction(async (transaction) => {
      await setTransactionDay(transaction, day);
      for (const statement of statements) await transaction.rows(statement);
    });
    const now = new Date(startOf(addDays(day, 1)).getTime() - 1);
    const rows = await RowsInMemory.read(cube, database, now, []);
    for (const question of fc.sample(anyQuery(cube, anyFilter(cube, rows.known())), questions)) {
      const { groups, totals } = await statistics.ask(cube, question, { database, now });
      given.push([
        { ...question, asOf: day },
        { groups, totals },
      ]);
    }
  }
  const now = new Date(startOf(addDays(Object.keys(changes).at(-1) ?? "", 40)));
  for (const [question, answer] of given) {
    const { groups, totals } = await statistics.ask(cube, question, { database, now });
    expect({ question, groups, totals }).toEqual({ question, ...answer });
  }
}
