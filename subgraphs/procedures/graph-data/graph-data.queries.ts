import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import type { GraphDataSource } from "../../../shared/kit/graphql/graph-data-source";

/**
 * This subgraph's own data as it is now, in one statement: of the dossiers the ends of two indexes, however many there
 * are, and the few procedures one by one. What happens to a dossier between receipt and resolution is in its events,
 * which have no such index.
 */
export function findOwnSources(database: Database, now: Date): Promise<GraphDataSource[]> {
  return database.rows<GraphDataSource>(sql`
    SELECT name, changed_at AS "changedAt" FROM (VALUES
      ('procedures.Dossier', (SELECT greatest(
        (SELECT max(received_at) FROM dossier WHERE received_at <= ${now}),
        (SELECT max(resolved_at) FROM dossier WHERE resolved_at <= ${now})))),
      ('procedures.Procedure', (SELECT max(changed_at) FROM procedure
        WHERE changed_at <= ${now}))) AS source (name, changed_at)
    ORDER BY name`);
}
