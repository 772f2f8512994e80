import sql from "sql-template-tag";
import { AuditEntry } from "../audit/audit-entry";
import { connectionType } from "../connection/connection-type";
import { defineConnection } from "../connection/define-connection";
import type { SubgraphContext } from "../context/context";
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
    ...(filter?.subject != null ? [sql`a.subject = ${filter.subject}`] : []),
    ...(filter?.kind != null ? [sql`a.kind = ${filter.kind}`] : []),
    ...(filter?.key != null ? [sql`a.keys @> ARRAY[${filter.key}]`] : []),
  ],
  node: entryBySequence,
});
