import type { DuckDBConnection } from "@duckdb/node-api";
import type { RunStatement } from "./leading-groups";
import type { OpenedStore } from "./opened-store";
import type { StoreFile } from "./storage/store-file";
import type { StoreSnapshot } from "./storage/store-follower";
import { withTimeout } from "./with-timeout";

export interface SnapshotOptions {
  opened: OpenedStore;
  snapshot: StoreSnapshot;
  /** The store's file; undefined when the store was closed meanwhile. */
  file(): StoreFile | undefined;
  /** Longest run of one statement, in milliseconds; 0 for no limit. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Runs a query on a snapshot of the store; returns also the log offset of that. `cached` is called when the snapshot is
 * taken: its result is as of the same snapshot. Undefined when the store is no longer as of it.
 */
export async function runOnSnapshot<Found, Cached>(
  { opened, snapshot, file, timeoutMs, signal }: SnapshotOptions,
  cached: () => Cached,
  work: (run: RunStatement, cached: Cached) => Promise<Found>,
): Promise<{ offset: number; found: Found } | undefined> {
  const { follower, idle } = opened;
  let connection: DuckDBConnection | undefined;
  try {
    const begun = await follower.inTurn(async () => {
      const open = file();
      if (!open || !follower.isOf(snapshot)) return undefined;
      const asOf = { offset: follower.offset, cached: cached() };
      connection = idle.pop() ?? (await open.instance.connect());
      await connection.run("BEGIN");
      await connection.run("SELECT snapshot FROM state");
      return asOf;
    });
    if (!connection || !begun) return undefined;
    const found = await withTimeout(connection, timeoutMs, signal, (run) => work(run, begun.cached));
    return { offset: begun.offset, found };
  } finally {
    await connection?.run("ROLLBACK").catch(() => undefined);
    if (connection && file()) idle.push(connection);
    else connection?.closeSync();
  }
}
