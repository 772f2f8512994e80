import sql from "sql-template-tag";
import { dayOf } from "../../../shared/base/clock/calendar-day";
import { startOfDaySql } from "../../../shared/base/clock/local-time";
import type { Database } from "../../../shared/database/database";
import type { GraphDataSource } from "../../../shared/kit/graphql/graph-data-source";

/** The data that this subgraph itself holds, as it is now, in one statement: the ends of its indexes. */
export function findOwnSources(database: Database, now: Date): Promise<GraphDataSource[]> {
  const today = dayOf(now);
  return database.rows<GraphDataSource>(sql`
    SELECT name, changed_at AS "changedAt" FROM (VALUES
      ('innovation.Coverage5G', ${startOfDaySql(sql`SELECT max(month) FROM coverage_5g WHERE month <= ${today}`)}),
      ('innovation.Enterprise', ${startOfDaySql(sql`SELECT greatest(
        (SELECT max(founded_on) FROM enterprise WHERE founded_on <= ${today}),
        (SELECT max(certified_on) FROM enterprise WHERE certified_on <= ${today}))`)}),
      ('innovation.Observation', (SELECT max(coalesce(superseded_at, recorded_at)) FROM observation
        WHERE coalesce(superseded_at, recorded_at) <= ${now}))) AS source (name, changed_at)
    ORDER BY name`);
}
