import sql from "sql-template-tag";
import { dayOf } from "../../../shared/base/clock/calendar-day";
import { startOfDaySql } from "../../../shared/base/clock/local-time";
import type { Database } from "../../../shared/database/database";
import type { GraphDataSource } from "../../../shared/kit/graphql/graph-data-source";

/** This subgraph's own data as it is now, in one statement; the history has an index for it. */
export function findOwnSources(database: Database, now: Date): Promise<GraphDataSource[]> {
  const today = dayOf(now);
  return database.rows<GraphDataSource>(sql`
    SELECT name, changed_at AS "changedAt" FROM (VALUES
      ('tasks.Bottleneck', ${startOfDaySql(sql`SELECT max(greatest(opened_on, resolved_on)) FROM bottleneck
        WHERE greatest(opened_on, resolved_on) <= ${today}`)}),
      ('tasks.Objective', (SELECT max(changed_at) FROM
        (SELECT changed_at FROM objective UNION ALL SELECT changed_at FROM key_result) AS written
        WHERE changed_at <= ${now})),
      ('tasks.Task', (SELECT max(changed_at) FROM task_change
        WHERE changed_at <= ${now}))) AS source (name, changed_at)
    ORDER BY name`);
}
