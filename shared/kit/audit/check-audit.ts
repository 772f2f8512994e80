import { createHash } from "node:crypto";
import sql from "sql-template-tag";
import type { Database } from "../../database/database";
import type { AuditEntry } from "./audit-entry";
import { AuditKind } from "./audit-enums";

/** What a check of a whole audit has found. */
export interface CheckedAudit {
  /** Number of the last entry: as many as were ever added. */
  length: string;
  link: string;
  /** The first entry that does not follow from those before it; null when all do. */
  brokenAt: string | null;
}

/** Entries that are read at a time. */
const portion = 5_000;

/**
 * Goes over all entries and makes each link anew. The first that is there follows from nothing, or from the one that a
 * later retirement records. That entries were deleted at the end shows only in comparison with the log.
 */
export async function checkAudit(database: Database): Promise<CheckedAudit> {
  const [retired] = await database.rows<{ details: string }>(sql`
    SELECT details FROM audit_entry WHERE kind = ${AuditKind.RETIREMENT} ORDER BY sequence DESC LIMIT 1`);
  const { upTo = "0", link = "" }: { upTo?: string; link?: string } = retired
    ? JSON.parse(retired.details)
    : {};
  let before = { sequence: BigInt(upTo), link };
  while (true) {
    const entries = await database.rows<AuditEntry>(sql`
      SELECT sequence::text AS sequence, at, kind, subject, role, organization, operation, request_id AS "requestId",
        keys, details, link
      FROM audit_entry a WHERE a.sequence > ${String(before.sequence)}::bigint ORDER BY a.sequence LIMIT ${portion}`);
    for (const entry of entries) {
      const sequence = before.sequence + 1n;
      if (BigInt(entry.sequence) !== sequence || entry.link !== linkOf(before.link, entry))
        return { ...(await headOf(database)), brokenAt: String(sequence) };
      before = { sequence, link: entry.link };
    }
    if (entries.length < portion) break;
  }
  return { length: String(before.sequence), link: before.link, brokenAt: null };
}

/** The length and the last link of an audit; of one without entries 0 and an empty text. */
export async function headOf(database: Database): Promise<{ length: string; link: string }> {
  const [head] = await database.rows<{ length: string; link: string }>(sql`
    SELECT sequence::text AS length, link FROM audit_entry ORDER BY sequence DESC LIMIT 1`);
  return head ?? { length: "0", link: "" };
}

/** As the database makes it, made by other means. */
function linkOf(before: string, entry: AuditEntry): string {
  const { sequence, at, kind, subject, role, organization, operation, requestId, keys, details } = entry;
  const fields = [at.toISOString(), kind, subject, role, organization, operation, requestId, keys, details];
  const list = `[${[sequence, ...fields.map((value) => JSON.stringify(value))].join(",")}]`;
  return createHash("sha256").update(`${before}\n${list}`).digest("hex");
}
