import { setInterval as ticks } from "node:timers/promises";
import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import type { Logger } from "../../../shared/log/logger";

/** So many rows of change are merged: those of some hundred changes of a status. */
const manyRows = 50_000;
/** It takes a second or two at the city's scale, and no request waits for it. */
const longestMs = 60_000;

/** Puts what has changed of tallies to the rest if it is much. Whoever reads them meanwhile sees one or the other. */
export async function mergeTallies(database: Database, many = manyRows): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.rows(sql`SELECT set_config('statement_timeout', ${String(longestMs)}, TRUE)`);
    await transaction.rows(sql`
      SELECT merge_dossier_tally()
      WHERE (SELECT count(*) FROM (SELECT FROM dossier_tally_change LIMIT ${many}) AS first) >= ${many}`);
  });
}

/** Does so now and then, until it is ended. What goes wrong is in the log, and tried again. */
export function keepTalliesMerged(
  database: Database,
  log: Pick<Logger, "error">,
  { everyMs = 30_000, many = manyRows } = {},
): { end(): Promise<void> } {
  const ending = new AbortController();
  const merging = (async () => {
    for await (const _ of ticks(everyMs, undefined, { signal: ending.signal, ref: false }))
      await mergeTallies(database, many).catch((error) =>
        log.error({ err: error }, "tallies are not merged"),
      );
  })().catch((error) => {
    if (!ending.signal.aborted) throw error;
  });
  return {
    end: async () => {
      ending.abort();
      await merging;
    },
  };
}
