import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cluster, startCluster } from "../../shared/runner/embedded-postgres/cluster";

declare global {
  /** Handed from jest's global setup to its teardown. */
  var testCluster: { cluster: Cluster; dataDirectory: string } | undefined;
}

/** Starts one PostgreSQL for the whole run, on a free port and in a folder of its own. */
export default async function globalSetup(): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "graph-test-"));
  // As root PostgreSQL runs as another user, who must get in.
  chmodSync(dataDirectory, 0o755);
  const cluster = await startCluster({ dataDirectory, port: 0, fast: true });
  globalThis.testCluster = { cluster, dataDirectory };
  process.env.TEST_CLUSTER_URL = cluster.url;
  // Teardown does not run after Ctrl-C; PostgreSQL would outlive the run.
  process.once("exit", () => {
    if (globalThis.testCluster) process.kill(cluster.pid, "SIGQUIT");
  });
}
