import sql, { raw, type Sql } from "sql-template-tag";
import { addDays, startOf } from "../../../../shared/base/clock/calendar-day";
import type { Database } from "../../../../shared/database/database";
import { lastDay } from "../working-calendar";
import { quotaOf, totalFor } from "./rate-quota";

/** Published for 2025-07-01 to 2025-11-12 (docs/domain.md); the synchronisation rate, 1, needs no quota. */
const rates = { digitisation: 0.8589, electronicResult: 0.8772, onlinePayment: 0.9973 };

/** Whether the result of a drafted dossier was there by the last day of the published period. */
export const resolvedInPeriod = sql`(resolved_at < ${startOf(addDays(lastDay, 1))}::timestamptz)`;

/** The last slot of a queue that is within its quota. */
export interface QuotaSlot {
  rank: number;
  id: string;
}

/** Up to which slot the drafted dossiers are digitised, have an electronic result, and were paid online. */
export interface Quotas {
  digitised: QuotaSlot;
  /** Of the results by the last day of the published period, and of those after it. */
  electronicInPeriod: QuotaSlot;
  electronicLater: QuotaSlot;
  online: QuotaSlot;
}

/**
 * Settles which dossiers make up the published rates: of each queue the first so many, never one more or less, so that
 * the rates follow from the rows exactly. A rate to four decimals cannot be made of every small number; a few
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
  const inPeriodRetained = totalFor(inPeriod, electronicResult);
  const allRetained = Math.max(inPeriodRetained, totalFor(inPeriodRetained + later, electronicResult));
  const laterRetained = allRetained - inPeriodRetained;
  const paidRetained = totalFor(paid, onlinePayment);
  const takeBackResults = (count: number, of: Sql) =>
    takeBack(
      database,
      count,
      of,
      sql`resolved_at DESC, id DESC`,
      sql`resolved_at = NULL, returned_at = NULL`,
    );
  await takeBackResults(inPeriod - inPeriodRetained, resolvedInPeriod);
  await takeBackResults(later - laterRetained, sql`NOT ${resolvedInPeriod}`);
  await takeBack(database, paid - paidRetained, sql`paid`, sql`id DESC`, sql`paid = FALSE`);
  const electronicInPeriod = countOf(inPeriodRetained, electronicResult);
  return {
    digitised: await lastSlot(
      database,
      "digitisation_rank",
      sql`TRUE`,
      received,
      countOf(received, digitisation),
    ),
    electronicInPeriod: await lastSlot(
      database,
      "result_rank",
      resolvedInPeriod,
      inPeriodRetained,
      electronicInPeriod,
    ),
    electronicLater: await lastSlot(
      database,
      "result_rank",
      sql`NOT ${resolvedInPeriod}`,
      laterRetained,
      countOf(allRetained, electronicResult) - electronicInPeriod,
    ),
    online: await lastSlot(
      database,
      "payment_rank",
      sql`paid`,
      paidRetained,
      countOf(paidRetained, onlinePayment),
    ),
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

/** The last slot within the quota of a queue of `total`, so that `count` are. */
async function lastSlot(
  database: Database,
  queue: string,
  of: Sql,
  total: number,
  count: number,
): Promise<QuotaSlot> {
  const column = raw(queue);
  // Searched from the end, which it is near to: PostgreSQL then sorts only those behind it.
  const [last] = await database.rows<QuotaSlot>(sql`
    SELECT ${column} AS rank, id FROM draft WHERE ${of}
    ORDER BY ${column} DESC, id DESC OFFSET ${total - count} LIMIT 1`);
  return last ?? { rank: -1, id: "0" };
}
