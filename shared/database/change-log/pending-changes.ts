import sql, { type Sql } from "sql-template-tag";

/**
 * The rows of the change log about what statistics are of that a snapshot did not see, `relation`, `size` and `keys`, in order: a SELECT for a
 * statement that also reads what changed, as of the same snapshot. On a standby PostgreSQL has no list of running
 * transactions in a snapshot, so there it returns some that were seen as well: readers must allow for that.
 */
export function pendingChanges(snapshot: string, relations: readonly string[]): Sql {
  const seen = sql`${snapshot}::pg_snapshot`;
  return sql`
    SELECT relation, size, keys FROM change_log
    WHERE transaction >= pg_snapshot_xmin(${seen}) AND relation = ANY(${[...relations]}::text[]) AND is_counted
      AND (pg_is_in_recovery() OR NOT pg_visible_in_snapshot(transaction, ${seen}))
    ORDER BY id`;
}

/** What a snapshot can expect of the log. */
export interface LogState {
  /** Of the statement. */
  snapshot: string;
  /** When this is another, the epoch may be, too. */
  incarnation: string | null;
  /** Whether the log still has all that the snapshot did not see. */
  isWhole: boolean;
  /** Whether the snapshot is of no later moment than the statement's. */
  isEarlier: boolean;
  /** Whether the transaction has changed nothing itself: what it sees is there for others too. */
  isShared: boolean;
}

/**
 * What is another when the database may have come to another epoch: its row, the database, the run of the server, and
 * whether that is a standby. It is quicker to look at than the epoch itself, which takes a file of the server's.
 */
export const incarnation = sql`(
  SELECT concat_ws('/', e.id, e.xmin, d.oid, pg_postmaster_start_time(), pg_is_in_recovery())
  FROM change_epoch e, pg_database d WHERE d.datname = current_database())`;

/** The transaction that truncated the log last: the latest whose low bits are those of the row's `xmin`. */
const cutBy = sql`(
  SELECT (next - ((next - change_log_cut.xmin::text::bigint) & 4294967295))::text::xid8
  FROM (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next) AS now)`;

/** The select list of LogState. */
export function logState(snapshot: string): Sql {
  const seen = sql`${snapshot}::pg_snapshot`;
  // A reader that has seen a truncation has seen all that it deleted, however long another database's transaction goes
  // on.
  const isSeen = sql`
    SELECT transaction IS NULL OR transaction < pg_snapshot_xmin(${seen})
      OR (NOT pg_is_in_recovery() AND pg_visible_in_snapshot(${cutBy}, ${seen}))
    FROM change_log_cut`;
  return sql`
    pg_current_snapshot()::text AS snapshot, ${incarnation} AS incarnation,
    (${isSeen}) IS TRUE AS "isWhole",
    pg_snapshot_xmax(${seen}) <= pg_snapshot_xmax(pg_current_snapshot())
      AND NOT EXISTS (SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS running
        WHERE pg_visible_in_snapshot(running, ${seen})) AS "isEarlier",
    pg_current_xact_id_if_assigned() IS NULL AS "isShared"`;
}
