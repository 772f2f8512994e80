import { rmSync } from "node:fs";
import { removeCluster } from "../../shared/runner/embedded-postgres/cluster";

/** Stops the run's PostgreSQL and removes its data. */
export default async function globalTeardown(): Promise<void> {
  const started = globalThis.testCluster;
  if (!started) return;
  await started.cluster.stop("immediate");
  globalThis.testCluster = undefined;
  await removeCluster(started.dataDirectory);
  rmSync(started.dataDirectory, { recursive: true, force: true });
}
