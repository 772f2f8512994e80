import { createHash } from "node:crypto";
import sql from "sql-template-tag";
import type { Database } from "../../database/database";

/** Who asks for what under which key. `fingerprint` is of the whole input: a key belongs to one. */
export interface KeyedRequest {
  /** The `sub` of the viewer. */
  actor: string;
  operation: string;
  key: string;
  fingerprint: string;
}

/** Ends the sentence "expected …"; undefined for a key that may be used. */
export function keyProblem(key: string): string | undefined {
  if (key.length >= 1 && key.length <= 200 && !key.includes("\u0000")) return undefined;
  return `1 to 200 characters; got ${key.length}`;
}

/** SHA-256, in hex. */
export function fingerprintOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/**
 * Takes the key for this request: undefined. Otherwise the stored answer when it was taken before for the same input, or
 * "reused" where the input was another. Two requests with one key that arrive at once meet at the primary key: the second
 * waits here until the first has committed, and then finds its answer.
 */
export async function claimAnswer<Answer>(
  transaction: Database,
  { actor, operation, key, fingerprint }: KeyedRequest,
  now: Date,
): Promise<{ answer: Answer } | "reused" | undefined> {
  const claimed = await transaction.rows(sql`
    INSERT INTO idempotency_key (actor, operation, key, fingerprint, created_at)
    VALUES (${actor}, ${operation}, ${key}, ${fingerprint}, ${now}) ON CONFLICT DO NOTHING RETURNING key`);
  if (claimed.length > 0) return undefined;
  const stored = await transaction.row<{ fingerprint: string; answer: Answer }>(sql`
    SELECT fingerprint, answer FROM idempotency_key
    WHERE actor = ${actor} AND operation = ${operation} AND key = ${key}`);
  return stored.fingerprint === fingerprint ? { answer: stored.answer } : "reused";
}

/** Keeps the answer in the transaction that took the key. */
export async function keepAnswer(
  transaction: Database,
  { actor, operation, key }: KeyedRequest,
  answer: unknown,
): Promise<void> {
  await transaction.rows(sql`
    UPDATE idempotency_key SET answer = ${JSON.stringify(answer)}::jsonb
    WHERE actor = ${actor} AND operation = ${operation} AND key = ${key}`);
}
