import sql, { type Sql } from "sql-template-tag";
import { incarnation, logState } from "./pending-changes";

/** Where the log stands in one statement. */
export interface LogMoment {
  snapshot: string;
  /** Of the database, as the log goes by it; null while it has no epoch. */
  incarnation: string | null;
  /** Whether nothing that is told of has changed since the snapshot that was given; false without one. */
  isSame: boolean;
  /** Whether the statement sees all that the given snapshot saw; true without one. */
  isReached: boolean;
}

/**
 * A SELECT of one LogMoment. Readings of single rows are put down in the audit, and would change the state of all other
 * answers: so whoever reads the audit is answered anew each time, and its table is left out here.
 */
export function logMoment(since: string | undefined): Sql {
  if (since === undefined)
    return sql`SELECT pg_current_snapshot()::text AS snapshot, ${incarnation} AS incarnation,
      FALSE AS "isSame", TRUE AS "isReached"`;
  const seen = sql`${since}::pg_snapshot`;
  return sql`
    SELECT snapshot, incarnation, "isEarlier" AS "isReached", "isEarlier" AND "isWhole" AND NOT EXISTS (
      SELECT FROM change_log WHERE transaction >= pg_snapshot_xmin(${seen}) AND relation <> 'audit_entry'
        AND (pg_is_in_recovery() OR NOT pg_visible_in_snapshot(transaction, ${seen}))) AS "isSame"
    FROM (SELECT ${logState(since)}) AS moment`;
}
