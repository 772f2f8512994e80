import "reflect-metadata";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { escapeIdentifier } from "pg";
import sql from "sql-template-tag";
import { createLogger } from "../../shared/base/log/logger";
import { ensureChangeEpoch } from "../../shared/database/change-epoch/change-epoch";
import { repairChangeLog } from "../../shared/database/change-log/maintain-change-log";
import { Database } from "../../shared/database/database";
import { migrate } from "../../shared/database/migrate";
import { type Cluster, removeCluster, startCluster } from "../../shared/runner/embedded-postgres/cluster";
import { provisionDatabase } from "../../shared/runner/embedded-postgres/provision-database";
import { innovation } from "../../subgraphs/innovation/subgraph";
import { copyRows } from "../support/database/copy-database";
import { clusterUrl, createTestDatabase } from "../support/database/test-cluster";
import { ask, nextTransactionId, passTransactionId } from "../support/database/transaction-ids";
import { openTestSubgraph, sourceOf } from "../support/subgraph/subgraph-harness";
import { type Drill, drills, innovationDrill, readChanges } from "./drills";
import { restoreInto } from "./restore-into";

/* A database that has come to another server, or back to an earlier state: nothing that it logged leads anybody astray. */

const log = createLogger("test", "silent");
let root: string;
let other: Cluster;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "restore-test-"));
  // As root PostgreSQL runs as another user, who must get in.
  chmodSync(root, 0o755);
  other = await startCluster({ dataDirectory: root, port: 0, fast: true });
});
afterAll(async () => {
  await other.stop("immediate");
  await removeCluster(root);
  rmSync(root, { recursive: true, force: true });
});

describe.each(drills.map((drill) => [drill.subgraph.name, drill] as const))("%s", (_name, drill) => {
  it.each(["behind", "ahead"])(
    "tells the truth on a server whose transaction ids are %s",
    async (where) => {
      const { url, close } = await openTestSubgraph(drill.subgraph);
      await close();
      if (where === "behind")
        await passTransactionId(clusterUrl(), (await nextTransactionId(other.url)) + 5_000);
      const before = await drill.open(url);
      await before.change();
      await before.changeMuch();
      await before.change();
      await before.expectTruth();
      await before.close();
      if (where === "ahead")
        await passTransactionId(other.url, (await nextTransactionId(clusterUrl())) + 5_000);
      const after = await drill.open(await restoreInto(other.url, drill, url));
      await after.expectTruth();
      await after.close();
    },
    180_000,
  );

  it("tells the truth when an older copy takes its database's place under a process that goes on", async () => {
    const { url, older } = await withOlderCopy(drill);
    const running = await drill.open(url);
    await running.change();
    await running.changeMuch();
    await running.expectTruth();
    const [name, copy] = [url, older].map((of) => escapeIdentifier(nameOf(of)));
    await ask(clusterUrl(), `DROP DATABASE ${name} WITH (FORCE)`);
    await ask(clusterUrl(), `ALTER DATABASE ${copy} RENAME TO ${name}`);
    await running.expectTruth();
    await running.close();
  }, 180_000);

  it("tells the truth when older rows take the place of its own under a process that goes on", async () => {
    const { url, older } = await withOlderCopy(drill);
    const running = await drill.open(url);
    await running.change();
    await running.expectTruth();
    await copyRows(older, url);
    await running.expectTruth();
    await running.close();
  }, 180_000);
});

/** A database of a sector in whose log something stands, and a copy of how it was before other changes. */
async function withOlderCopy(drill: Drill): Promise<{ url: string; older: string }> {
  const { url, close } = await openTestSubgraph(drill.subgraph);
  await close();
  const process = await drill.open(url);
  await process.change();
  await process.close();
  return { url, older: await createTestDatabase("older", nameOf(url)) };
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);

describe("a cursor of observationChanges", () => {
  it("is refused on another server, and after rows were restored, with the advice to begin anew", async () => {
    const drill = innovationDrill;
    const { url, older } = await withOlderCopy(drill);
    const first = await drill.open(url);
    const { endCursor } = await readChanges(first, null);
    expect((await readChanges(first, endCursor)).errors).toEqual([]);
    const refusal = {
      message:
        "after: expected a cursor of this database on this server; it is of before a restore or of another server. " +
        "Begin anew: ask without after.",
      path: ["observationChanges"],
      code: "INVALID_CURSOR",
    };
    const second = await drill.open(await restoreInto(other.url, drill, url));
    expect((await readChanges(second, endCursor)).errors).toEqual([refusal]);
    await second.close();
    await copyRows(older, url);
    expect((await readChanges(first, endCursor)).errors).toEqual([refusal]);
    await first.close();
  }, 180_000);
});

describe("an epoch", () => {
  const epochOf = (database: Database, mend = async () => {}) => ensureChangeEpoch(database, mend, log);
  let url: string;
  beforeEach(async () => {
    const opened = await openTestSubgraph(innovation);
    ({ url } = opened);
    await opened.database.rows(sql`UPDATE change_epoch SET id = 'of-another-server', began_in = '7'`);
    await opened.close();
  });

  const connect = async () => {
    const dataSource = await sourceOf(innovation, url).initialize();
    return { database: Database.of(dataSource), close: () => dataSource.destroy() };
  };

  it("begins once, also when several processes and requests start at once, and lasts", async () => {
    const processes = await Promise.all([connect(), connect(), connect()]);
    let mended = 0;
    const mend = async () => {
      mended += 1;
    };
    const epochs = await Promise.all(
      [...processes, ...processes].map(({ database }) => ensureChangeEpoch(database, mend, log)),
    );
    expect(mended).toBe(1);
    expect(new Set(epochs).size).toBe(1);
    expect(epochs[0]).not.toBe("of-another-server");
    await ask(url, "VACUUM (FREEZE, FULL) change_epoch");
    expect(await epochOf(processes[0].database)).toBe(epochs[0]);
    await Promise.all(processes.map(({ close }) => close()));
  });

  it("does not begin where its process is killed while it mends, and does the next time", async () => {
    const killed = await connect();
    const die = async (transaction: Database) => {
      await repairChangeLog(transaction);
      await transaction.rows(sql`SELECT pg_terminate_backend(pg_backend_pid())`);
    };
    await expect(ensureChangeEpoch(killed.database, die, log)).rejects.toThrow();
    await killed.close();
    const next = await connect();
    const ofBefore = sql`SELECT current_change_epoch() AS epoch, (SELECT id FROM change_epoch) AS id`;
    expect(await next.database.row(ofBefore)).toEqual({ epoch: null, id: "of-another-server" });
    expect(await epochOf(next.database)).toEqual(expect.any(String));
    await next.close();
  });

  it("needs no right that a plain role lacks, and goes by its row alone where a server tells nothing of itself", async () => {
    const plain = await provisionDatabase(other.url, "plain", "secret");
    const dataSource = await sourceOf(innovation, plain).initialize();
    await migrate(dataSource);
    const database = Database.of(dataSource);
    const epoch = await epochOf(database);
    const told = sql`
      SELECT current_change_epoch() AS epoch, system IS NOT NULL AS system, timeline IS NOT NULL AS timeline
      FROM server_identity()`;
    expect(await database.row(told)).toEqual({ epoch, system: true, timeline: true });
    const admin = new URL(other.url);
    admin.pathname = "/plain";
    for (const refused of ["pg_control_system()", "pg_walfile_name(pg_lsn)"])
      await ask(admin.href, `REVOKE EXECUTE ON FUNCTION ${refused} FROM PUBLIC`);
    expect(await database.row(told)).toEqual({ epoch, system: false, timeline: false });
    await database.rows(sql`UPDATE change_epoch SET id = id`);
    expect(await database.row(told)).toEqual({ epoch: null, system: false, timeline: false });
    expect(await epochOf(database)).not.toBe(epoch);
    await dataSource.destroy();
  });
});
