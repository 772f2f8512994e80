import sql from "sql-template-tag";
import type { Clock } from "../../base/clock/clock";
import type { Logger } from "../../base/log/logger";
import type { Database } from "../../database/database";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Rows of one statement: none is locked for long. */
const atOnce = 5_000;

/** Deletes the keys that came longer ago than so many days; gives their number. */
export async function cleanIdempotencyKeys(database: Database, clock: Clock, days: number): Promise<number> {
  const before = new Date(clock.now().getTime() - days * dayMs);
  let deleted = 0;
  while (true) {
    const { count } = await database.row<{ count: number }>(sql`
      WITH gone AS (
        DELETE FROM idempotency_key WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM idempotency_key WHERE created_at < ${before} LIMIT ${atOnce} FOR UPDATE SKIP LOCKED))
        RETURNING 1)
      SELECT count(*)::int AS count FROM gone`);
    deleted += count;
    if (count < atOnce) return deleted;
  }
}

/** Does so now and each hour, until it is ended. */
export function startIdempotencyKeyCleanup(
  database: Database,
  clock: Clock,
  days: number,
  log: Logger,
): { end(): void } {
  const clean = () =>
    cleanIdempotencyKeys(database, clock, days).then(
      (deleted) => deleted > 0 && log.info({ deleted }, "old idempotency keys are gone"),
      (error: unknown) =>
        log.warn({ err: error }, "old idempotency keys are still there; tried again in an hour"),
    );
  void clean();
  const timer = setInterval(clean, hourMs).unref();
  return { end: () => clearInterval(timer) };
}
