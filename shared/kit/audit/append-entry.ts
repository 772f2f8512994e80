import sql, { join, type Sql } from "sql-template-tag";
import type { Database } from "../../database/database";
import type { Viewer } from "../../http/identity/viewer";
import { currentRequestId } from "../../http/server/request-id";
import type { AuditKind } from "./audit-enums";

/** What an entry records; the database adds number, instant and link. */
export interface AuditEvent {
  kind: AuditKind;
  /** Null for what the subgraph does by itself. */
  viewer: Viewer | null;
  operation: string;
  keys: readonly string[];
  details?: object;
  requestId?: string | undefined;
}

/** The length of an audit and its last link, which are logged. */
export interface AuditHead {
  length: string;
  link: string;
}

/** Adds entries in this order. The last thing that a transaction does: others that add one wait for its end. */
export async function appendEntries(database: Database, events: readonly AuditEvent[]): Promise<AuditHead> {
  return headOf(await database.rows<AuditHead>(entriesSql(events)));
}

/** The audit's length and last link after its statement (`entriesSql`). */
export function headOf(added: readonly object[]): AuditHead {
  const head = added.at(-1);
  if (!head) throw new Error("Expected entries to add to the audit, got none.");
  // As the statement names its columns.
  return head as AuditHead;
}

/** The statement that adds entries, which gives a row of each. */
export function entriesSql(events: readonly AuditEvent[]): Sql {
  const rows = events.map(({ kind, viewer, operation, keys, details, requestId = currentRequestId() }) => {
    const { subject = null, role = null, organization = null } = viewer ?? {};
    // PostgreSQL stores no text with a NUL, and one entry that cannot be added would prevent the others of the statement.
    const text = details === undefined ? null : JSON.stringify(details).replaceAll("\\u0000", "\\ufffd");
    const storable = keys.map((key) => key.replaceAll("\u0000", "\ufffd"));
    return sql`(${kind}, ${subject}, ${role}, ${organization}, ${operation}, ${requestId ?? null}, ${storable}::text[], ${text})`;
  });
  return sql`
    INSERT INTO audit_entry (kind, subject, role, organization, operation, request_id, keys, details)
    VALUES ${join(rows)} RETURNING sequence::text AS length, link`;
}
