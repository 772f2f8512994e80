import "reflect-metadata";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provisionDatabase } from "../../shared/runner/embedded-postgres/provision-database";
import { type InstalledServer, installedPostgres, startInstalled } from "../support/database/debian-postgres";
import { clusterUrl } from "../support/database/test-cluster";
import { ask, nextTransactionId, passTransactionId } from "../support/database/transaction-ids";
import { prepareDatabase } from "../support/subgraph/subgraph-harness";
import { type Drill, drills, innovationDrill, readChanges } from "./drills";

/*
 * Dumps as operators make them: with PostgreSQL's own tools, of a database of the oldest version in use, into the
 * newest. The embedded PostgreSQL has no such tools, so Debian's package is needed, which .ci/run installs.
 */

const installed = installedPostgres();
const withTools = installed || process.env.CI ? describe : describe.skip;

withTools.each(drills.map((drill) => [drill.subgraph.name, drill] as const))(
  "a dump of %s",
  (name, drill) => {
    let root: string;
    let server: InstalledServer;
    beforeEach(async () => {
      root = mkdtempSync(join(tmpdir(), "dump-test-"));
      // As root PostgreSQL runs as another user, who must get in.
      chmodSync(root, 0o755);
      if (installed === undefined) throw new Error("Expected Debian's package postgresql to be installed.");
      server = await startInstalled(installed, root);
    });
    afterEach(async () => {
      await server?.stop();
      rmSync(root, { recursive: true, force: true });
    });

    const source = async (): Promise<string> => {
      await ask(server.url, `CREATE DATABASE ${name}`);
      const url = at(server.url, name);
      await prepareDatabase(drill.subgraph, url);
      const process = await drill.open(url);
      await process.change();
      await process.changeMuch();
      await process.change();
      await process.expectTruth();
      await process.close();
      return url;
    };

    it("in the custom format is told the truth of on a server whose transaction ids are behind", async () => {
      const url = await source();
      await passTransactionId(server.url, (await nextTransactionId(clusterUrl())) + 5_000);
      const before = await drill.open(url);
      await before.changeMuch();
      await before.change();
      const cursor = await cursorOf(drill, before);
      await before.close();
      const dump = join(root, "custom.dump");
      await server.run("pg_dump", "--format=custom", `--file=${dump}`, url);
      const restored = await emptyDatabase();
      await server.run("pg_restore", "--no-owner", "--exit-on-error", `--dbname=${restored}`, dump);
      const after = await drill.open(restored);
      await expectRefused(drill, after, cursor);
      await after.expectTruth();
      await after.close();
    }, 180_000);

    it("in plain SQL is told the truth of on a server whose transaction ids are ahead", async () => {
      const url = await source();
      await passTransactionId(clusterUrl(), (await nextTransactionId(server.url)) + 5_000);
      const before = await drill.open(url);
      const cursor = await cursorOf(drill, before);
      await before.close();
      const dump = join(root, "plain.sql");
      await server.run("pg_dump", "--no-owner", `--file=${dump}`, url);
      const restored = await emptyDatabase();
      await server.run("psql", "-q", "-v", "ON_ERROR_STOP=1", `--dbname=${restored}`, `--file=${dump}`);
      const after = await drill.open(restored);
      await expectRefused(drill, after, cursor);
      await after.expectTruth();
      await after.close();
    }, 180_000);

    it("that takes the place of what has changed since is told the truth of by a process that goes on", async () => {
      const url = await source();
      const dump = join(root, "older.dump");
      await server.run("pg_dump", "--format=custom", `--file=${dump}`, url);
      const going = await drill.open(url);
      await going.change();
      await going.expectTruth();
      const cursor = await cursorOf(drill, going);
      await ask(url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      await server.run("pg_restore", "--no-owner", "--exit-on-error", `--dbname=${url}`, dump);
      await expectRefused(drill, going, cursor);
      await going.expectTruth();
      await going.close();
    }, 180_000);
  },
);

function at(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Of a role that may do nothing else, as in production. */
function emptyDatabase(): Promise<string> {
  return provisionDatabase(clusterUrl(), `restored_${Math.random().toString(36).slice(2)}`, "secret");
}

async function cursorOf(drill: Drill, process: Parameters<typeof readChanges>[0]): Promise<string | null> {
  return drill === innovationDrill ? (await readChanges(process, null)).endCursor : null;
}

async function expectRefused(
  drill: Drill,
  process: Parameters<typeof readChanges>[0],
  cursor: string | null,
): Promise<void> {
  if (drill !== innovationDrill) return;
  expect((await readChanges(process, cursor)).errors).toMatchObject([{ code: "INVALID_CURSOR" }]);
}
