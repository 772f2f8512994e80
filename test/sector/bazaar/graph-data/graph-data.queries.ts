import sql from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";
import type { GraphDataSource } from "../../../../shared/kit/graphql/graph-data-source";

/** This subgraph's own data as it is now, in one statement; `changed_at` has an index for it. */
export function findOwnSources(database: Database, now: Date): Promise<GraphDataSource[]> {
  return database.rows<GraphDataSource>(sql`
    SELECT 'bazaar.MarketStall' AS name,
      (SELECT max(changed_at) FROM market_stall WHERE changed_at <= ${now}) AS "changedAt"`);
}
