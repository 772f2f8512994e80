import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeCluster, startCluster } from "../../shared/embedded-postgres/cluster";

/**
 * Runs `work` with a PostgreSQL of its own, reached by `createTestDatabase` of test/support. It waits for the disk
 * as in production: a bench of writes that did not would flatter.
 */
export async function withBenchCluster(work: () => Promise<void>): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "graph-bench-"));
  chmodSync(dataDirectory, 0o755);
  const cluster = await startCluster({ dataDirectory, port: 0 });
  process.env.TEST_CLUSTER_URL = cluster.url;
  try {
    await work();
  } finally {
    await cluster.stop("immediate");
    await removeCluster(dataDirectory);
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}
