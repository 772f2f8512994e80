import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeCluster, startCluster } from "../../../shared/runner/embedded-postgres/cluster";

/**
 * Runs `work` with a PostgreSQL of its own, reached by `createTestDatabase` of test/support. It waits for the disk
 * as in production: a bench of writes that did not would flatter. It lives on when this process ends, so it is ended
 * first, also when the bench is interrupted.
 */
export async function withBenchCluster(work: () => Promise<void>): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "graph-bench-"));
  chmodSync(dataDirectory, 0o755);
  const cluster = await startCluster({ dataDirectory, port: 0 });
  process.env.TEST_CLUSTER_URL = cluster.url;
  let ending: Promise<void> | undefined;
  const end = () => {
    // An interrupted bench fails as well, and comes here again.
    ending ??= cluster.stop("immediate").then(async () => {
      await removeCluster(dataDirectory);
      rmSync(dataDirectory, { recursive: true, force: true });
    });
    return ending;
  };
  const endAll = (signal: NodeJS.Signals) => void end().finally(() => process.kill(process.pid, signal));
  for (const signal of interrupts) process.once(signal, endAll);
  try {
    await work();
  } finally {
    for (const signal of interrupts) process.off(signal, endAll);
    await end();
  }
}

const interrupts = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
