import sql, { type Sql } from "sql-template-tag";
import type { Connection } from "../connection/connection-type";
import type { SubgraphContext } from "../context/context";

/** Where a page of a feed stands. */
export interface FeedPlace {
  hasMore: boolean;
  /** The cursor that it was asked after; null at the beginning. */
  after: string | null;
  /** All rows of the feed, as FROM and WHERE have them: counted when somebody asks. */
  counted: Sql;
}

/** A page of a feed. Its end stays where it was asked after while there is nothing new, so that followers can keep it. */
export function feedPage<Node>(
  edges: Connection<Node>["edges"],
  { hasMore, after, counted }: FeedPlace,
  { database }: SubgraphContext,
): Connection<Node> {
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: hasMore,
      hasPreviousPage: after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? after,
    },
    get totalCount() {
      const statement = sql`SELECT count(*)::int AS count FROM ${counted}`;
      return database.row<{ count: number }>(statement).then(({ count }) => count);
    },
  };
}
