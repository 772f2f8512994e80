import sql from "sql-template-tag";
import type { Statements } from "../database/statements";
import type { QueryShare } from "./query-share";

const columns = sql`id, saved_query AS "savedQuery", content_hash AS "contentHash", format, parameters, subject, role,
  organization, scopes, token_id AS "tokenId", token_issued_at AS "tokenIssuedAt", created_at AS "createdAt",
  expires_at AS "expiresAt", revoked_at AS "revokedAt", last_used_at AS "lastUsedAt", uses::float8 AS uses`;

export type NewShare = Omit<QueryShare, "revokedAt" | "lastUsedAt" | "uses">;

/** False where there is no such saved query any more, or it runs something else by now. */
export async function insertShare(
  statements: Statements,
  share: NewShare,
  keyHash: Buffer,
): Promise<boolean> {
  const rows = await statements.rows(sql`
    INSERT INTO query_share (id, saved_query, key_hash, content_hash, format, parameters, subject, role, organization,
      scopes, token_id, token_issued_at, created_at, expires_at)
    SELECT ${share.id}, name, ${keyHash}, content_hash, ${share.format}, ${JSON.stringify(share.parameters)}::jsonb,
      ${share.subject}, ${share.role}, ${share.organization}, ${[...share.scopes]}::text[], ${share.tokenId}, ${share.tokenIssuedAt}::timestamptz,
      ${share.createdAt}::timestamptz, ${share.expiresAt}::timestamptz
    FROM saved_query WHERE name = ${share.savedQuery} AND content_hash = ${share.contentHash}
    RETURNING id`);
  return rows.length > 0;
}

/** By the hash of its key; undefined where there is none. */
export async function findShare(statements: Statements, keyHash: Buffer): Promise<QueryShare | undefined> {
  const [row] = await statements.rows<QueryShare>(
    sql`SELECT ${columns} FROM query_share WHERE key_hash = ${keyHash}`,
  );
  return row;
}

/** Those of a saved query, the newest first; `subject`: null for everyone's. */
export async function listShares(
  statements: Statements,
  savedQuery: string,
  subject: string | null,
): Promise<QueryShare[]> {
  return statements.rows<QueryShare>(sql`
    SELECT ${columns} FROM query_share
    WHERE saved_query = ${savedQuery} AND (${subject}::text IS NULL OR subject = ${subject})
    ORDER BY created_at DESC, id`);
}

/** How many of a saved query somebody can have used now. */
export async function countShares(statements: Statements, savedQuery: string, now: Date): Promise<number> {
  const { count } = await statements.row<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM query_share
    WHERE saved_query = ${savedQuery} AND revoked_at IS NULL AND expires_at > ${now}`);
  return count;
}

/** Whether there is one of that id; one that was revoked before stays as it is. */
export async function revokeShare(
  statements: Statements,
  share: Pick<QueryShare, "id" | "savedQuery">,
  subject: string | null,
  now: Date,
): Promise<boolean> {
  const rows = await statements.rows(sql`
    WITH revoked AS (
      UPDATE query_share SET revoked_at = coalesce(revoked_at, ${now})
      WHERE id = ${share.id} AND saved_query = ${share.savedQuery}
        AND (${subject}::text IS NULL OR subject = ${subject})
      RETURNING id)
    SELECT id FROM revoked`);
  return rows.length > 0;
}

export async function countUse(statements: Statements, id: string, now: Date): Promise<void> {
  await statements.rows(sql`UPDATE query_share SET uses = uses + 1, last_used_at = ${now} WHERE id = ${id}`);
}

/** Those that ended before an instant; gives their number. */
export async function deleteEndedShares(statements: Statements, before: Date): Promise<number> {
  const { count } = await statements.row<{ count: number }>(sql`
    WITH gone AS (
      DELETE FROM query_share WHERE expires_at < ${before} OR revoked_at < ${before} RETURNING 1)
    SELECT count(*)::int AS count FROM gone`);
  return count;
}
