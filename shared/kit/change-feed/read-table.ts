import sql, { type Sql } from "sql-template-tag";
import { GraphError } from "../../base/errors/graph-error";
import { ensureChangeEpoch } from "../../database/change-epoch/change-epoch";
import { repairChangeLog, retentionDays } from "../../database/change-log/maintain-change-log";
import type { Database } from "../../database/database";
import { decodeCursor, type Position } from "../connection/cursor";
import type { OrderTerm } from "../connection/order";
import type { SubgraphContext } from "../context/context";

/** A table whose changes the log has row by row. */
export interface ChangedTable {
  /** The table, as the change log calls it. */
  relation: string;
  /** What follows FROM, with an alias. */
  from: Sql;
  /** Its key, which is what the log has. */
  key: Sql;
  /** Type of the key; bigint by default. */
  keyType?: "bigint" | "text";
  /** Whether the log's entries are those of `watch_changes`, and not of `announce_rows`; true by default. */
  isCounted?: boolean;
  /** Whether rows can go: changes of those that are gone are told, too. */
  hasRemovals?: boolean;
}

/** A row, or a change of one. */
export interface FoundRow {
  key: string;
  position: Position;
  /** INSERT, UPDATE or DELETE; null for a row as it is, before any change. */
  operation: string | null;
  /** When it was written; null for a row as it is. */
  at: Date | null;
}

export interface TableReading {
  where: Sql;
  /** Whether all rows are found before they are ordered. */
  findsAll: boolean;
  size: number;
  after: string | null;
}

/**
 * The positions of a feed. `through` is the last key at the time when the reader began, while it still gets the rows as
 * they are; `transaction` is then the oldest that still ran at that time, and all changes from there on follow. Among
 * these a position is the transaction, the entry of the log and the key in it.
 */
function termsOf({ keyType = "bigint" }: ChangedTable): OrderTerm[] {
  const term = (name: string, type: OrderTerm["type"], nullable = false): OrderTerm => {
    return { name, sql: sql``, type, direction: "ASC", nullable };
  };
  return [
    term("TRANSACTION", "bigint"),
    term("THROUGH", keyType, true),
    term("ENTRY", "bigint"),
    term("KEY", keyType),
  ];
}

/** The rows and changes after a position, with one more read to know whether there are more. */
export async function readTable(
  context: SubgraphContext,
  table: ChangedTable,
  { where, findsAll, size, after }: TableReading,
): Promise<{ rows: FoundRow[]; terms: OrderTerm[]; epoch: string; hasMore: boolean }> {
  const epoch = await epochOf(context);
  const terms = termsOf(table);
  const start = after === null ? await beginning(context, table) : decodeCursor(after, terms, "after", epoch);
  const found = await readFrom(context, table, { where, findsAll }, start, size + 1);
  if (after !== null) await refuseIfTruncated(context, table, start);
  return { rows: found.slice(0, size), terms, epoch, hasMore: found.length > size };
}

async function epochOf({ database, log }: SubgraphContext): Promise<string> {
  const epoch = await ensureChangeEpoch(database, repairChangeLog, log);
  if (epoch !== undefined) return epoch;
  throw new GraphError(
    "SERVICE_UNAVAILABLE",
    "The order of changes begins anew on another server; try again shortly.",
  );
}

/** A value that is before every key, and one that a key is compared with. */
const before = { bigint: "0", text: "" };
const cast = { bigint: sql`::bigint`, text: sql`::text` };

/** The position before the first row, for a reader who begins now. */
async function beginning(
  { database }: SubgraphContext,
  { from, key, keyType = "bigint" }: ChangedTable,
): Promise<Position> {
  const first = before[keyType];
  const { start, through } = await database.row<{ start: string; through: string }>(sql`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS start, coalesce(max(${key})::text, ${first}) AS through
    FROM ${from}`);
  return [start, through, "0", first];
}

/** The rows and the changes after a position. */
async function readFrom(
  { database }: SubgraphContext,
  table: ChangedTable,
  { where, findsAll }: Pick<TableReading, "where" | "findsAll">,
  position: Position,
  wanted: number,
): Promise<FoundRow[]> {
  const [transaction = "0", through = null] = position;
  if (through === null) return readChanges(database, table, where, position, wanted);
  const { from, key, keyType = "bigint" } = table;
  const type = cast[keyType];
  const within = sql`${where} AND ${key} > ${position[3]}${type} AND ${key} <= ${through}${type}`;
  // Otherwise PostgreSQL walks the keys in their order, hoping to meet enough rows soon.
  const rows = findsAll
    ? sql`WITH found AS MATERIALIZED (SELECT ${key} AS key FROM ${from} WHERE ${within}) SELECT key::text FROM found`
    : sql`SELECT ${key}::text AS key, ${key} AS position FROM ${from} WHERE ${within}`;
  const order = findsAll ? sql`found.key` : sql`position`;
  const keys = await database.rows<{ key: string }>(sql`${rows} ORDER BY ${order} LIMIT ${wanted}`);
  const found: FoundRow[] = keys.map((row) => {
    return { key: row.key, position: [transaction, through, "0", row.key], operation: null, at: null };
  });
  if (found.length === wanted) return found;
  const changes: Position = [transaction, null, "0", before[keyType]];
  const last = found.pop();
  if (last) found.push({ ...last, position: changes });
  return [...found, ...(await readChanges(database, table, where, changes, wanted - found.length))];
}

async function readChanges(
  database: Database,
  { relation, from, key, keyType = "bigint", isCounted = true, hasRemovals = false }: ChangedTable,
  where: Sql,
  [transaction, , entry, last]: Position,
  wanted: number,
): Promise<FoundRow[]> {
  const type = cast[keyType];
  const joined = hasRemovals ? sql`LEFT JOIN` : sql`JOIN`;
  const rows = await database.rows<{
    key: string;
    transaction: string;
    entry: string;
    operation: string | null;
    at: Date;
  }>(sql`
    SELECT changed.key::text, l.transaction::text, l.id::text AS entry, l.operation, l.at
    FROM change_log l CROSS JOIN LATERAL (SELECT one${type} AS key FROM unnest(l.keys) AS one) AS changed
    ${joined} ${from} ON ${key} = changed.key
    WHERE l.relation = ${relation} AND l.is_counted = ${isCounted}
      AND l.transaction < pg_snapshot_xmin(pg_current_snapshot())
      AND (l.transaction, l.id) >= (${transaction}::xid8, ${entry}::bigint)
      AND (l.transaction, l.id, changed.key) > (${transaction}::xid8, ${entry}::bigint, ${last}${type}) AND ${where}
    ORDER BY l.transaction, l.id, changed.key LIMIT ${wanted}`);
  return rows.map(({ key: changed, operation, at, ...row }) => {
    return { key: changed, operation, at, position: [row.transaction, null, row.entry, changed] };
  });
}

/**
 * Refuses a position after which the log has been truncated, or the table has changed as a whole: checked after reading,
 * during which that may have happened.
 */
async function refuseIfTruncated(
  { database }: SubgraphContext,
  { relation, isCounted = true }: ChangedTable,
  [transaction, , entry]: Position,
): Promise<void> {
  const { isTruncated } = await database.row<{ isTruncated: boolean }>(sql`
    SELECT coalesce((SELECT transaction >= ${transaction}::xid8 FROM change_log_cut), FALSE) OR EXISTS (
      SELECT FROM change_log WHERE (transaction, id) > (${transaction}::xid8, ${entry}::bigint)
        AND relation = ${relation} AND is_counted = ${isCounted} AND keys IS NULL) AS "isTruncated"`);
  if (!isTruncated) return;
  const expected = `a cursor of the last ${retentionDays} days; which rows have changed since this one is not known any more`;
  throw new GraphError("INVALID_CURSOR", `after: expected ${expected}. Begin anew: ask without after.`, {
    argument: ["after"],
  });
}
