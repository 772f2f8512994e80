import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../base/clock/calendar-day";
import { timeZone } from "../base/clock/local-time";
import type { Database } from "./database";

/** Tells the database which day it is for the rest of a transaction: that of the injected clock, not of its own. */
export async function setTransactionDay(transaction: Database, day: CalendarDay): Promise<void> {
  await transaction.rows(setDaySql(day));
}

/** The statement that does so. */
export function setDaySql(day: CalendarDay): Sql {
  return sql`SELECT set_config('graph.today', ${day}, true)`;
}

/** The day that was set for a transaction; otherwise the server's, in Hanoi. */
export const transactionDaySql = `coalesce(nullif(current_setting('graph.today', true), '')::date,
  (now() AT TIME ZONE '${timeZone}')::date)`;
