import sql, { type Sql } from "sql-template-tag";
import { AuditEntry } from "../audit/audit-entry";
import { connectionType } from "../connection/connection-type";
import { defineConnection } from "../connection/define-connection";
import type { SubgraphContext } from "../context/context";
import { idConditions, instantConditions } from "../filter/conditions";
import { type Keys, readKeys } from "../filter/read-filter";
import { SortDirection } from "../graphql/kit-enums";
import { defineLoader, mapByKey } from "../loader/loaders";
import type { AuditFilter } from "./audit.inputs";

export const AuditEntryConnection = connectionType("AuditEntry", () => AuditEntry, { isShareable: true });

const entryBySequence = defineLoader<AuditEntry, void, SubgraphContext>(async (sequences, { database }) => {
  const rows = await database.rows<AuditEntry>(sql`
    SELECT sequence::text AS sequence, at, kind, subject, role, organization, operation, request_id AS "requestId",
      keys, details, link
    FROM audit_entry WHERE sequence = ANY(${[...sequences]}::bigint[])`);
  return mapByKey(rows, (row) => row.sequence);
});

const sequence = { sql: sql`a.sequence`, type: "bigint", nullable: false } as const;

/** Entries of the audit in pages, the latest first. */
export const auditPages = defineConnection<AuditEntry, AuditFilter, "SEQUENCE">({
  from: sql`audit_entry a`,
  key: sequence,
  columns: { SEQUENCE: sequence },
  fallbackOrder: [{ field: "SEQUENCE", direction: SortDirection.DESC }],
  conditions: (filter) => [
    ...idConditions(sql`a.subject`, filter?.subject, ["filter", "subject"]),
    ...idConditions(sql`a.kind`, filter?.kind, ["filter", "kind"]),
    ...keyConditions(filter?.key),
    ...instantConditions(sql`a.at`, filter?.at, ["filter", "at"]),
  ],
  node: entryBySequence,
});

/** An entry has any number of keys. */
function keyConditions(filter: Keys | null | undefined): Sql[] {
  if (!filter) return [];
  const { included, excluded, isNull } = readKeys(filter, ["filter", "key"]);
  return [
    ...(included ? [sql`a.keys && ${included}::text[]`] : []),
    ...(excluded ? [sql`NOT a.keys && ${excluded}::text[]`] : []),
    ...(isNull === null ? [] : [isNull ? sql`cardinality(a.keys) = 0` : sql`cardinality(a.keys) > 0`]),
  ];
}
