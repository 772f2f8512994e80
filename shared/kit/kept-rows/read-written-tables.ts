import sql, { type Sql } from "sql-template-tag";
import { incarnation, logState } from "../../database/change-log/pending-changes";

/** Which tables were written to since a snapshot, in one statement. */
export interface WrittenTables {
  /** Of the statement. */
  snapshot: string;
  /** Of the database, as its log goes by it; null while it has no epoch. */
  incarnation: string | null;
  /** By their names; null where the log does not say, or there is no snapshot to begin from. */
  written: string[] | null;
}

/** A SELECT of one WrittenTables. Readings are put down in the audit, of which nothing is kept: its table is left out. */
export function writtenSince(snapshot: string | undefined): Sql {
  if (snapshot === undefined)
    return sql`SELECT pg_current_snapshot()::text AS snapshot, ${incarnation} AS incarnation, NULL AS written`;
  const seen = sql`${snapshot}::pg_snapshot`;
  return sql`
    SELECT snapshot, incarnation, CASE WHEN "isEarlier" AND "isWhole" THEN ARRAY(
      SELECT DISTINCT relation FROM change_log WHERE transaction >= pg_snapshot_xmin(${seen})
        AND relation <> 'audit_entry' AND (pg_is_in_recovery() OR NOT pg_visible_in_snapshot(transaction, ${seen}))) END AS written
    FROM (SELECT ${logState(snapshot)}) AS moment`;
}
