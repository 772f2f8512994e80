import { randomBytes } from "node:crypto";
import sql from "sql-template-tag";
import type { Logger } from "../../base/log/logger";
import type { Database } from "../database";

/** Brings what is logged by transaction ids in order on a server that counts them from elsewhere. */
export type RepairChangeLogs = (transaction: Database) => Promise<void>;

/**
 * The id of the database's epoch. Where the database has come to another server, its logs are mended and a new epoch
 * begins, in one transaction, by one process at a time. Undefined only on a standby, until its primary has done so.
 */
export async function ensureChangeEpoch(
  database: Database,
  repair: RepairChangeLogs,
  log: Pick<Logger, "info">,
): Promise<string | undefined> {
  const { epoch, standby } = await database.row<{ epoch: string | null; standby: boolean }>(sql`
    SELECT current_change_epoch() AS epoch, pg_is_in_recovery() AS standby`);
  if (epoch !== null || standby) return epoch ?? undefined;
  return beginEpoch(database, repair, log);
}

function beginEpoch(
  database: Database,
  repair: RepairChangeLogs,
  log: Pick<Logger, "info">,
): Promise<string> {
  return database.transaction(async (transaction) => {
    await transaction.rows(sql`
      SELECT set_config('statement_timeout', '0', TRUE), set_config('lock_timeout', '0', TRUE)`);
    await transaction.rows(sql`SELECT pg_advisory_xact_lock(hashtext('change_epoch'))`);
    // Another request or process may have been faster.
    const { current } = await transaction.row<{ current: string | null }>(sql`
      SELECT current_change_epoch() AS current`);
    if (current !== null) return current;
    await repair(transaction);
    const [before] = await transaction.rows<{ id: string }>(sql`DELETE FROM change_epoch RETURNING id`);
    const id = randomBytes(9).toString("base64url");
    await transaction.rows(sql`
      INSERT INTO change_epoch (id, database, system, timeline)
      SELECT ${id}, database, system, timeline FROM server_identity()`);
    if (before)
      log.info({ before: before.id, id }, "the database has come to another server: change logs begin anew");
    return id;
  });
}
