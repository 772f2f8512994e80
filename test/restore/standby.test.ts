import "reflect-metadata";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cluster, removeCluster } from "../../shared/runner/embedded-postgres/cluster";
import { copyForStandby, startPrimary, startStandby } from "../support/database/standby";
import { ask } from "../support/database/transaction-ids";
import { openTestSubgraph } from "../support/subgraph/subgraph-harness";
import { drills, innovationDrill, readChanges } from "./drills";
import { restoreInto } from "./restore-into";

/*
 * A standby that is promoted in its primary's place. What the primary had committed and the standby had not received
 * is gone, and its transaction ids go to others.
 */

let root: string;
let directories: string[];
let running: Cluster[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "standby-test-"));
  // As root PostgreSQL runs as another user, who must get in.
  chmodSync(root, 0o755);
  directories = ["primary", "standby"].map((name) => join(root, name));
  running = [];
});
afterEach(async () => {
  for (const cluster of running) await cluster.stop("immediate");
  for (const directory of directories) await removeCluster(directory);
  rmSync(root, { recursive: true, force: true });
});

const started = async (starting: Promise<Cluster>): Promise<Cluster> => {
  const cluster = await starting;
  running.push(cluster);
  return cluster;
};

it.each(drills.map((drill) => [drill.subgraph.name, drill] as const))(
  "%s tells the truth when a standby takes its server's place under a process that goes on",
  async (_name, drill) => {
    const [home = "", standbyHome = ""] = directories;
    const primary = await started(startPrimary(home));
    const { url: source, close } = await openTestSubgraph(drill.subgraph);
    await close();
    const url = await restoreInto(primary.url, drill, source);
    const going = await drill.open(url);
    await going.change();
    await going.expectTruth();
    await copyForStandby(primary, home, standbyHome);
    await going.change();
    const standby = await started(startStandby(standbyHome, { follow: primary }));
    await caughtUp(primary, standby);

    const isInnovation = drill === innovationDrill;
    const { endCursor } = isInnovation ? await readChanges(going, null) : { endCursor: null };
    if (isInnovation) {
      // The standby is of the same epoch, and takes its primary's cursors.
      const onStandby = await drill.open(at(standby, url));
      expect(await readChanges(onStandby, endCursor)).toEqual({ ids: [], endCursor, errors: [] });
      await onStandby.close();
    }

    await standby.stop();
    await going.change();
    await going.expectTruth();
    await primary.stop("immediate");
    const promoted = await started(startStandby(standbyHome, { port: primary.port }));
    await ask(promoted.url, "SELECT pg_promote()");
    await going.expectTruth();
    if (isInnovation)
      expect((await readChanges(going, endCursor)).errors).toMatchObject([{ code: "INVALID_CURSOR" }]);
    await going.close();
  },
  180_000,
);

function at(cluster: Cluster, databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.port = String(cluster.port);
  return url.href;
}

/** Waits until a standby has replayed all that its primary has written. */
async function caughtUp(primary: Cluster, standby: Cluster): Promise<void> {
  const [written] = await ask<{ lsn: string }>(primary.url, "SELECT pg_current_wal_insert_lsn() AS lsn");
  const statement = `SELECT coalesce(pg_last_wal_replay_lsn() >= '${written?.lsn}', FALSE) AS so`;
  while (!(await ask<{ so: boolean }>(standby.url, statement))[0]?.so);
}
