import sql, { join, type Sql } from "sql-template-tag";
import type { Connection } from "../connection/connection-type";
import { encodeCursor } from "../connection/cursor";
import { readPage } from "../connection/page-arguments";
import type { SubgraphContext, SubgraphLoader } from "../context/context";
import { feedPage } from "./feed-page";
import { type ChangedTable, readTable } from "./read-table";

/** A table whose changes clients with a copy read. Its rows are never deleted. */
export interface ChangeFeedDefinition<Node, Filter> extends ChangedTable {
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

/**
 * All rows of a table by their keys, and then every change in the order of transactions, each with the row as it is now.
 * Changes end before the oldest transaction that still runs: what that one writes would otherwise be behind readers who
 * had gone past it. They find it the next time. Transactions are counted over the whole server, so that a long one in
 * another database holds changes back as well.
 */
export function defineChangeFeed<Node, Filter>(definition: ChangeFeedDefinition<Node, Filter>) {
  return async (context: SubgraphContext, args: FeedArguments<Filter>): Promise<Connection<Node>> => {
    const page = readPage(args, context);
    const where = join([sql`TRUE`, ...definition.conditions(args.filter)], " AND ");
    const read = { where, findsAll: definition.findsAll(args.filter), size: page.size, after: page.cursor };
    const { rows, terms, epoch, hasMore } = await readTable(context, definition, read);
    const nodes = await Promise.all(rows.map(({ key }) => context.load(definition.node, key)));
    const edges = rows.flatMap(({ position }, at) => {
      const node = nodes[at];
      return node === undefined ? [] : [{ cursor: encodeCursor(position, terms, epoch), node }];
    });
    const place = { hasMore, after: page.cursor, counted: sql`${definition.from} WHERE ${where}` };
    return feedPage(edges, place, context);
  };
}
