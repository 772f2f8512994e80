import sql from "sql-template-tag";
import type { Logger } from "../../base/log/logger";
import type { Database } from "../../database/database";
import { appendEntries } from "./append-entry";
import { AuditKind } from "./audit-enums";
import { headOf } from "./check-audit";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Deletes the entries from before an instant, and adds one that records up to which, and the link of that one, which the
 * first remaining one follows from. Returns the number of the last that was deleted; null when there was none.
 */
export async function retireAudit(database: Database, before: Date): Promise<string | null> {
  return database.transaction(async (transaction) => {
    await transaction.rows(sql`SELECT pg_advisory_xact_lock(hashtext('audit'), hashtext('audit_entry'))`);
    // Not those after one that is young: the clock may have been set back meanwhile.
    const [last] = await transaction.rows<{ upTo: string; link: string }>(sql`
      SELECT sequence::text AS "upTo", link FROM audit_entry
      WHERE sequence < coalesce((SELECT min(sequence) FROM audit_entry WHERE at >= ${before}),
        (SELECT max(sequence) + 1 FROM audit_entry))
      ORDER BY sequence DESC LIMIT 1`);
    if (!last) return null;
    const event = { kind: AuditKind.RETIREMENT, viewer: null, operation: "retire", keys: [], details: last };
    // Before the others are gone, or it would be the first again.
    await appendEntries(transaction, [event]);
    await transaction.rows(sql`SELECT set_config('audit.retiring', 'on', true)`);
    await transaction.rows(sql`DELETE FROM audit_entry WHERE sequence <= ${last.upTo}::bigint`);
    await transaction.rows(sql`SELECT set_config('audit.retiring', 'off', true)`);
    return last.upTo;
  });
}

/**
 * Does so now and each hour for what is older than so many days, and logs the audit's length and last link:
 * what is deleted afterwards, or was since the last time, shows in comparison with that.
 */
export function startAuditRetention(database: Database, days: number, log: Logger): { end(): void } {
  const retire = async () => {
    // The system's clock, as the entries': an audit is no part of a demonstration of another day.
    const upTo = await retireAudit(database, new Date(Date.now() - days * dayMs));
    if (upTo !== null) log.info({ upTo }, "old entries of the audit are gone");
    log.info({ audit: await headOf(database) }, "audit");
  };
  const run = () =>
    retire().catch((error: unknown) =>
      log.warn({ err: error }, "the audit cannot be tended; tried again in an hour"),
    );
  void run();
  const timer = setInterval(run, hourMs).unref();
  return { end: () => clearInterval(timer) };
}
