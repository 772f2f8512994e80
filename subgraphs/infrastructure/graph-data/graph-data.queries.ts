import sql from "sql-template-tag";
import { dayOf } from "../../../shared/base/clock/calendar-day";
import { startOfDaySql } from "../../../shared/base/clock/local-time";
import type { Database } from "../../../shared/database/database";
import type { GraphDataSource } from "../../../shared/kit/graphql/graph-data-source";

/** The data that this subgraph itself holds, as it is now, in one statement. */
export function findOwnSources(database: Database, now: Date): Promise<GraphDataSource[]> {
  const today = dayOf(now);
  return database.rows<GraphDataSource>(sql`
    SELECT name, changed_at AS "changedAt" FROM (VALUES
      ('infrastructure.Dataset', (SELECT max(modified_at) FROM dataset
        WHERE graph_source IS NULL AND modified_at <= ${now})),
      ('infrastructure.ITSystem', ${startOfDaySql(sql`SELECT max(greatest(commissioned_on, migrated_on)) FROM it_system
        WHERE greatest(commissioned_on, migrated_on) <= ${today}`)}),
      ('infrastructure.ReadinessAssessment', ${startOfDaySql(sql`SELECT max(assessed_on) FROM readiness_assessment
        WHERE assessed_on <= ${today}`)})) AS source (name, changed_at)
    ORDER BY name`);
}
