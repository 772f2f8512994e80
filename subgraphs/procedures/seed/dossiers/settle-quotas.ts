import sql, { raw, type Sql } from "sql-template-tag";
import { addDays, startOf } from "../../../../shared/base/clock/calendar-day";
import type { Database } from "../../../../shared/database/database";
import { lastDay } from "../working-calendar";
import { quotaOf, totalFor } from "./rate-quota";

/** Published for 2025-07-01 to 2025-11-12 (docs/domain.md); the synchronisation rate, 1, needs no quota. */
const rates = { digitisation: 0.8589, electronicResult: 0.8772, onlinePayment: 0.9973 };

/** Whether the result of a drafted dossier was there by the last day of the published period. */
export const resolvedInPeriod = sql`(resolved_at < ${startOf(addDays(lastDay, 1))}::timestamptz)`;

/** The last place of a queue that is still served. */
export interface Place {
  place: number;
  id: string;
}

/** Up to which place the drafted dossiers are digitised, have an electronic result, and were paid online. */
export interface Quotas {
  digitised: Place;
  /** Of the results by the last day of the published period, and of those after it. */
  electronicInPeriod: Place;
  electronicLater: Place;
  online: Place;
}

/**
 * Settles who makes up the published rates: of each queue the first so many, never one more or less, so that
 * the rates come out of the rows exactly. A rate to four decimals cannot be made of every small number; a few
 * of the latest results, and a few payments, are taken back until one can. That of electronic results comes out
 * both as of the last day of the period and as of the demonstration's, a day and a half later.
 */
export async function settleQuotas(database: Database): Promise<Quotas> {
  const { received, inPeriod, later, paid } = await database.row<
    Record<"received" | "inPeriod" | "later" | "paid", number>
  >(sql`
    SELECT count(*)::int AS received, (count(*) FILTER (WHERE ${resolvedInPeriod}))::int AS "inPeriod",
      (count(*) FILTER (WHERE NOT ${resolvedInPeriod}))::int AS later, (count(*) FILTER (WHERE paid))::int AS paid
    FROM draft`);
  const { electronicResult, digitisation, onlinePayment } = rates;
  const inPeriodKept = totalFor(inPeriod, electronicResult);
  const allKept = Math.max(inPeriodKept, totalFor(inPeriodKept + later, electronicResult));
  const laterKept = allKept - inPeriodKept;
  const paidKept = totalFor(paid, onlinePayment);
  const takeBackResults = (count: number, of: Sql) =>
    takeBack(
      database,
      count,
      of,
      sql`resolved_at DESC, id DESC`,
      sql`resolved_at = NULL, returned_at = NULL`,
    );
  await takeBackResults(inPeriod - inPeriodKept, resolvedInPeriod);
  await takeBackResults(later - laterKept, sql`NOT ${resolvedInPeriod}`);
  await takeBack(database, paid - paidKept, sql`paid`, sql`id DESC`, sql`paid = FALSE`);
  const electronicInPeriod = countOf(inPeriodKept, electronicResult);
  return {
    digitised: await lastPlace(
      database,
      "digitisation_place",
      sql`TRUE`,
      received,
      countOf(received, digitisation),
    ),
    electronicInPeriod: await lastPlace(
      database,
      "result_place",
      resolvedInPeriod,
      inPeriodKept,
      electronicInPeriod,
    ),
    electronicLater: await lastPlace(
      database,
      "result_place",
      sql`NOT ${resolvedInPeriod}`,
      laterKept,
      countOf(allKept, electronicResult) - electronicInPeriod,
    ),
    online: await lastPlace(database, "payment_place", sql`paid`, paidKept, countOf(paidKept, onlinePayment)),
  };
}

/** How many of a total a share is, exactly to four decimals where that can be. */
function countOf(total: number, share: number): number {
  return quotaOf(total, share) ?? Math.round(total * share);
}

async function takeBack(database: Database, count: number, of: Sql, order: Sql, change: Sql): Promise<void> {
  if (count === 0) return;
  await database.rows(sql`
    UPDATE draft SET ${change} WHERE id IN (SELECT id FROM draft WHERE ${of} ORDER BY ${order} LIMIT ${count})`);
}

/** The last place that is served of a queue of `total`, so that `count` are. */
async function lastPlace(
  database: Database,
  queue: string,
  of: Sql,
  total: number,
  count: number,
): Promise<Place> {
  const column = raw(queue);
  // Searched from the end, which it is near to: PostgreSQL then sorts only those behind it.
  const [last] = await database.rows<Place>(sql`
    SELECT ${column} AS place, id FROM draft WHERE ${of}
    ORDER BY ${column} DESC, id DESC OFFSET ${total - count} LIMIT 1`);
  return last ?? { place: -1, id: "0" };
}
