import { setInterval as ticks } from "node:timers/promises";
import sql from "sql-template-tag";
import type { Logger } from "../../base/log/logger";
import { ensureChangeEpoch, type RepairChangeLogs } from "../change-epoch/change-epoch";
import type { Database } from "../database";

/** Days that the log retains a change, which is how long a reader may be away. */
export const retentionDays = 30;
const everyMs = 600_000;

/**
 * What was logged before an epoch begins means nothing in it, and every reader of the log has read all of the rows in it,
 * or reads them anew.
 */
export const repairChangeLog: RepairChangeLogs = async (transaction) => {
  await transaction.rows(sql`DELETE FROM change_log`);
  await transaction.rows(sql`UPDATE change_log_cut SET transaction = NULL`);
};

async function isStandby(database: Database): Promise<boolean> {
  const { standby } = await database.row<{ standby: boolean }>(sql`SELECT pg_is_in_recovery() AS standby`);
  return standby;
}

/**
 * Deletes what is older than the log retains, and records up to where. The last change of all stays: a reader of that
 * lacks nothing, however long ago it was.
 */
export async function truncateChangeLog(database: Database, days = retentionDays): Promise<void> {
  if (await isStandby(database)) return;
  await database.rows(sql`
    WITH gone AS (
      DELETE FROM change_log WHERE at < now() - make_interval(days => ${days})
        AND transaction < (SELECT max(transaction) FROM change_log) RETURNING transaction)
    UPDATE change_log_cut SET transaction = greatest(transaction, (SELECT max(transaction) FROM gone))
    WHERE EXISTS (SELECT FROM gone)`);
}

/**
 * Makes sure that the log is of this server, and truncates it from time to time until it is ended. Failures of that are
 * logged.
 */
export async function maintainChangeLog(
  database: Database,
  log: Pick<Logger, "info" | "error">,
): Promise<{ end(): Promise<void> }> {
  await ensureChangeEpoch(database, repairChangeLog, log);
  const ending = new AbortController();
  const failed = (error: unknown) => log.error({ err: error }, "the change log is not tended");
  const tending = (async () => {
    for await (const _ of ticks(everyMs, undefined, { signal: ending.signal, ref: false }))
      await truncateChangeLog(database).catch(failed);
  })().catch((error) => {
    if (!ending.signal.aborted) throw error;
  });
  return {
    end: async () => {
      ending.abort();
      await tending;
    },
  };
}
