import sql, { raw, type Sql } from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { quotaOf, totalFor } from "./rate-quota";

/** Published for 2025-07-01 to 2025-11-12 (domain.md); the synchronisation rate, 1, needs no quota. */
const rates = { digitisation: 0.8589, electronicResult: 0.8772, onlinePayment: 0.9973 };

/** The last place of a queue that is still served. */
export interface Place {
  place: number;
  id: string;
}

/** Up to which place the drafted dossiers are digitised, have an electronic result, and were paid online. */
export interface Quotas {
  digitised: Place;
  electronic: Place;
  online: Place;
}

/**
 * Settles who makes up the published rates: of each queue the first so many, never one more or less, so that
 * the rates come out of the rows exactly. A rate to four decimals cannot be made of every small number; a few
 * of the latest results, and a few payments, are taken back until one can.
 */
export async function settleQuotas(database: Database): Promise<Quotas> {
  const { received, resolved, paid } = await database.row<
    Record<"received" | "resolved" | "paid", number>
  >(sql`
    SELECT count(*)::int AS received, count(resolved_at)::int AS resolved,
      (count(*) FILTER (WHERE paid))::int AS paid FROM draft`);
  const resolvedKept = totalFor(resolved, rates.electronicResult);
  const paidKept = totalFor(paid, rates.onlinePayment);
  await takeBack(
    database,
    resolved - resolvedKept,
    sql`resolved_at IS NOT NULL`,
    sql`resolved_at DESC, id DESC`,
    sql`resolved_at = NULL, returned_at = NULL`,
  );
  await takeBack(database, paid - paidKept, sql`paid`, sql`id DESC`, sql`paid = FALSE`);
  return {
    digitised: await lastPlace(database, "digitisation_place", sql`TRUE`, received, rates.digitisation),
    electronic: await lastPlace(
      database,
      "result_place",
      sql`resolved_at IS NOT NULL`,
      resolvedKept,
      rates.electronicResult,
    ),
    online: await lastPlace(database, "payment_place", sql`paid`, paidKept, rates.onlinePayment),
  };
}

async function takeBack(database: Database, count: number, of: Sql, order: Sql, change: Sql): Promise<void> {
  if (count === 0) return;
  await database.rows(sql`
    UPDATE draft SET ${change} WHERE id IN (SELECT id FROM draft WHERE ${of} ORDER BY ${order} LIMIT ${count})`);
}

async function lastPlace(
  database: Database,
  queue: string,
  of: Sql,
  total: number,
  share: number,
): Promise<Place> {
  const count = quotaOf(total, share) ?? Math.round(total * share);
  const column = raw(queue);
  // Searched from the end, which it is near to: PostgreSQL then sorts only those behind it.
  const [last] = await database.rows<Place>(sql`
    SELECT ${column} AS place, id FROM draft WHERE ${of}
    ORDER BY ${column} DESC, id DESC OFFSET ${total - count} LIMIT 1`);
  return last ?? { place: -1, id: "0" };
}
