import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import type { GraphDataSource } from "./graph-data-source";

/** The data that this subgraph itself holds, in one statement. Days begin in Hanoi. */
export function findOwnSources(database: Database): Promise<GraphDataSource[]> {
  return database.rows<GraphDataSource>(sql`
    SELECT name, records, changed_at AS "changedAt" FROM (
      SELECT 'infrastructure.Dataset' AS name, count(*)::int AS records, max(modified_at) AS changed_at
      FROM dataset WHERE graph_source IS NULL
      UNION ALL
      SELECT 'infrastructure.ITSystem', count(*)::int,
        max(greatest(in_use_since, migrated_on))::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
      FROM it_system
      UNION ALL
      SELECT 'infrastructure.ReadinessAssessment', count(*)::int,
        max(assessed_on)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
      FROM readiness_assessment) source
    ORDER BY name`);
}
