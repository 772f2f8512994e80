import sql from "sql-template-tag";
import type { MendChangeLogs } from "../../../shared/change-epoch/change-epoch";

/**
 * Who holds dossiers, or the pending, of an epoch has read them in it; so of what was logged before it begins nobody
 * needs a row.
 */
export const mendDossierLogs: MendChangeLogs = async (transaction) => {
  await transaction.rows(sql`DELETE FROM dossier_change`);
  await transaction.rows(sql`DELETE FROM dossier_pending_change`);
};
