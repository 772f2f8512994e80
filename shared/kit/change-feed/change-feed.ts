import sql, { join, type Sql } from "sql-template-tag";
import { GraphError } from "../../base/errors/graph-error";
import { ensureChangeEpoch } from "../../database/change-epoch/change-epoch";
import { repairChangeLog, retentionDays } from "../../database/change-log/maintain-change-log";
import type { Connection } from "../connection/connection-type";
import { decodeCursor, encodeCursor, type Position } from "../connection/cursor";
import type { OrderTerm } from "../connection/order";
import { readPage } from "../connection/page-arguments";
import type { SubgraphContext, SubgraphLoader } from "../context/context";

/** A table whose changes clients with a copy read. Its rows are never deleted. */
export interface ChangeFeedDefinition<Node, Filter> {
  /** The table, as the change log calls it. */
  relation: string;
  /** What follows FROM, with an alias. */
  from: Sql;
  /** Its key, a bigint, which is what the log has and the key of `node`. */
  key: Sql;
  conditions(filter: Filter | null | undefined): Sql[];
  /** Whether a filter's rows are all found before they are ordered: right where it leaves few. */
  findsAll(filter: Filter | null | undefined): boolean;
  node: SubgraphLoader<Node>;
}

interface FeedArguments<Filter> {
  first?: number | null;
  after?: string | null;
  filter?: Filter | null;
}

interface FoundRow {
  key: string;
  position: Position;
}

/**
 * The positions of a feed. `through` is the last key at the time when the reader began, while it still gets the rows as
 * they are; `transaction` is then the oldest that still ran at that time, and all changes from there on follow. Among
 * these a position is the transaction, the entry of the log and the key in it.
 */
const terms: OrderTerm[] = ["TRANSACTION", "THROUGH", "ENTRY", "KEY"].map((name) => ({
  ...{ name, sql: sql``, type: "bigint", direction: "ASC", nullable: name === "THROUGH" },
}));

/**
 * All rows of a table by their keys, and then every change in the order of transactions, each with the row as it is now.
 * Changes end before the oldest transaction that still runs: what that one writes would otherwise be behind readers who
 * had gone past it. They find it the next time. Transactions are counted over the whole server, so that a long one in
 * another database holds changes back as well.
 */
export function defineChangeFeed<Node, Filter>(definition: ChangeFeedDefinition<Node, Filter>) {
  return async (context: SubgraphContext, args: FeedArguments<Filter>): Promise<Connection<Node>> => {
    const page = readPage(args, context);
    const epoch = await epochOf(context);
    const where = join([sql`TRUE`, ...definition.conditions(args.filter)], " AND ");
    const start =
      page.cursor === null
        ? await beginning(context, definition)
        : decodeCursor(page.cursor, terms, "after", epoch);
    const found = await readFrom(context, definition, args.filter, where, start, page.size + 1);
    if (page.cursor !== null) await refuseIfTruncated(context, start);
    const rows = found.slice(0, page.size);
    const nodes = await Promise.all(rows.map(({ key }) => context.load(definition.node, key)));
    const edges = rows.flatMap(({ position }, at) => {
      const node = nodes[at];
      return node === undefined ? [] : [{ cursor: encodeCursor(position, terms, epoch), node }];
    });
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: {
        hasNextPage: found.length > page.size,
        hasPreviousPage: page.cursor !== null,
        startCursor: edges.at(0)?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      get totalCount() {
        const statement = sql`SELECT count(*)::int AS count FROM ${definition.from} WHERE ${where}`;
        return context.database.row<{ count: number }>(statement).then(({ count }) => count);
      },
    };
  };
}

async function epochOf({ database, log }: SubgraphContext): Promise<string> {
  const epoch = await ensureChangeEpoch(database, repairChangeLog, log);
  if (epoch !== undefined) return epoch;
  throw new GraphError(
    "SERVICE_UNAVAILABLE",
    "The order of changes begins anew on another server; try again shortly.",
  );
}

/** The position before the first row, for a reader who begins now. */
async function beginning(
  { database }: SubgraphContext,
  { from, key }: Pick<ChangeFeedDefinition<never, never>, "from" | "key">,
): Promise<Position> {
  const { start, through } = await database.row<{ start: string; through: string }>(sql`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS start, coalesce(max(${key}), 0)::text AS through FROM ${from}`);
  return [start, through, "0", "0"];
}

/** The rows and the changes after a position. */
async function readFrom<Node, Filter>(
  { database }: SubgraphContext,
  definition: ChangeFeedDefinition<Node, Filter>,
  filter: Filter | null | undefined,
  where: Sql,
  position: Position,
  wanted: number,
): Promise<FoundRow[]> {
  const [transaction = "0", through = null] = position;
  if (through === null) return readChanges(database, definition, where, position, wanted);
  const { from, key } = definition;
  const within = sql`${where} AND ${key} > ${position[3]}::bigint AND ${key} <= ${through}::bigint`;
  // Otherwise PostgreSQL walks the keys in their order, hoping to meet enough rows soon.
  const rows = definition.findsAll(filter)
    ? sql`WITH found AS MATERIALIZED (SELECT ${key} AS key FROM ${from} WHERE ${within}) SELECT key::text FROM found`
    : sql`SELECT ${key}::text AS key, ${key} AS position FROM ${from} WHERE ${within}`;
  const order = definition.findsAll(filter) ? sql`found.key` : sql`position`;
  const keys = await database.rows<{ key: string }>(sql`${rows} ORDER BY ${order} LIMIT ${wanted}`);
  const found = keys.map((row) => ({ key: row.key, position: [transaction, through, "0", row.key] }));
  if (found.length === wanted) return found;
  const changes: Position = [transaction, null, "0", "0"];
  const last = found.pop();
  if (last) found.push({ ...last, position: changes });
  return [...found, ...(await readChanges(database, definition, where, changes, wanted - found.length))];
}

async function readChanges(
  database: SubgraphContext["database"],
  { relation, from, key }: Pick<ChangeFeedDefinition<never, never>, "relation" | "from" | "key">,
  where: Sql,
  [transaction, , entry, last]: Position,
  wanted: number,
): Promise<FoundRow[]> {
  const rows = await database.rows<{ key: string; transaction: string; entry: string }>(sql`
    SELECT changed.key::text, l.transaction::text, l.id::text AS entry
    FROM change_log l CROSS JOIN LATERAL (SELECT one::bigint AS key FROM unnest(l.keys) AS one) AS changed
    JOIN ${from} ON ${key} = changed.key
    WHERE l.relation = ${relation} AND l.is_counted AND l.transaction < pg_snapshot_xmin(pg_current_snapshot())
      AND (l.transaction, l.id) >= (${transaction}::xid8, ${entry}::bigint)
      AND (l.transaction, l.id, changed.key) > (${transaction}::xid8, ${entry}::bigint, ${last}::bigint) AND ${where}
    ORDER BY l.transaction, l.id, changed.key LIMIT ${wanted}`);
  return rows.map((row) => ({ key: row.key, position: [row.transaction, null, row.entry, row.key] }));
}

/**
 * Refuses a position after which the log has been truncated: checked after reading, during which that may have
 * happened.
 */
async function refuseIfTruncated({ database }: SubgraphContext, [transaction]: Position): Promise<void> {
  const { isTruncated } = await database.row<{ isTruncated: boolean }>(sql`
    SELECT coalesce((SELECT transaction >= ${transaction}::xid8 FROM change_log_cut), FALSE) AS "isTruncated"`);
  if (!isTruncated) return;
  const expected = `a cursor of the last ${retentionDays} days; which rows have changed since this one is not known any more`;
  throw new GraphError("INVALID_CURSOR", `after: expected ${expected}. Begin anew: ask without after.`, {
    argument: ["after"],
  });
}
