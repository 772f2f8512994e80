import { Pool } from "pg";
import type { Logger } from "../base/log/logger";

/** Cancels statements on the server. */
export interface Canceller {
  /** Resolves when the server was told to cancel what this process of its runs; never rejects. */
  cancel(processId: number | undefined): Promise<void>;
  end(): Promise<void>;
}

/**
 * Tells the server over a connection of its own: all others may be busy with what is to be cancelled. It is opened when
 * it is needed for the first time, and closed when it was not for a while.
 */
export function createCanceller(url: string, log: Logger): Canceller {
  const pool = new Pool({
    connectionString: url,
    application_name: "canceller",
    max: 1,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 10_000,
    query_timeout: 3_000,
    allowExitOnIdle: true,
  });
  pool.on("error", () => undefined);
  return {
    async cancel(processId) {
      if (processId === undefined) return;
      await pool
        .query("SELECT pg_cancel_backend($1)", [processId])
        .catch((error: unknown) => log.warn({ err: error }, "a statement was not cancelled"));
    },
    end: () => pool.end(),
  };
}
