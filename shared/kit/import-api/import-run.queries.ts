import sql from "sql-template-tag";
import type { Database } from "../../database/database";
import { ImportRun } from "../../import/import-run";
import { connectionType } from "../connection/connection-type";
import { defineConnection } from "../connection/define-connection";
import type { SubgraphContext } from "../context/context";
import { enumConditions, idConditions, instantConditions } from "../filter/conditions";
import { SortDirection } from "../graphql/kit-enums";
import { defineLoader, mapByKey } from "../loader/loaders";
import type { ImportRunFilter } from "./import.inputs";

export const ImportRunConnection = connectionType("ImportRun", () => ImportRun, { isShareable: true });

const runs = sql`
    SELECT id::text AS id, name, kind, file, sha256, bytes, actor, organization, started_at AS "startedAt",
      finished_at AS "finishedAt", inserted, changed, unchanged, undoable AND undone_at IS NULL AS undoable,
      undone_at AS "undoneAt", undone_by AS "undoneBy"
    FROM import_run`;

const runById = defineLoader<ImportRun, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.rows<ImportRun>(sql`${runs} WHERE id = ANY(${[...ids]}::bigint[])`);
  return mapByKey(rows, (row) => row.id);
});

const id = { sql: sql`r.id`, type: "bigint", nullable: false } as const;

/** What may be seen of the history: everything, or the imports of one organization. */
export interface ImportRunScope extends ImportRunFilter {
  organization: string | null;
}

/** Imports of files in pages, the latest first. */
export const importRunPages = defineConnection<ImportRun, ImportRunScope, "ID">({
  from: sql`import_run r`,
  key: id,
  columns: { ID: id },
  fallbackOrder: [{ field: "ID", direction: SortDirection.DESC }],
  conditions: (scope) => [
    ...(scope?.organization == null ? [] : [sql`r.organization = ${scope.organization}`]),
    ...idConditions(sql`r.name`, scope?.name, ["filter", "name"]),
    ...enumConditions(sql`r.kind`, scope?.kind, ["filter", "kind"]),
    ...idConditions(sql`r.actor`, scope?.actor, ["filter", "actor"]),
    ...instantConditions(sql`r.finished_at`, scope?.finishedAt, ["filter", "finishedAt"]),
  ],
  node: runById,
});

/**
 * The last sync of each import, source and organization, in this order: of all organizations, or of one. Sources are few,
 * and the last of each is the end of an index.
 */
export function findLastSyncs(database: Database, organization: string | null): Promise<ImportRun[]> {
  const scope = organization === null ? sql`TRUE` : sql`organization = ${organization}`;
  return database.rows<ImportRun>(sql`
    ${runs} WHERE id = ANY (ARRAY(
      SELECT max(id) FROM import_run WHERE kind = 'SYNC' AND ${scope} GROUP BY name, file, organization))
    ORDER BY name, file, organization NULLS FIRST`);
}

/** Sources there are, about: what the cost of the list is reckoned by. */
export const assumedSyncs = 200;
