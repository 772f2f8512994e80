import "reflect-metadata";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql from "sql-template-tag";
import { AuditKind } from "../../shared/kit/audit/audit-enums";
import { provisionDatabase } from "../../shared/runner/embedded-postgres/provision-database";
import {
  type InstalledServer,
  installedPostgres,
  startInstalled,
  startRecovery,
  takeBaseBackup,
} from "../support/database/debian-postgres";
import { ask } from "../support/database/transaction-ids";
import { eventually } from "../support/gateway/gateway-request";
import { analyst, prepareDatabase } from "../support/subgraph/subgraph-harness";
import { contentOf } from "./content-of";
import { innovationDrill, readChanges } from "./drills";

/*
 * The drill of docs/operations.md, "Recovery to a point in time": somebody deletes what he should not have, and the server is
 * recovered to the moment before, by a base backup and an archive of the write-ahead log. With the PostgreSQL that Debian's packages
 * install.
 */

const reading = { kind: AuditKind.READING, viewer: analyst, operation: "drill" };

const installed = installedPostgres();
const withTools = installed || process.env.CI ? describe : describe.skip;

withTools("recovery to a point in time", () => {
  const servers: InstalledServer[] = [];
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "point-in-time-"));
    // As root PostgreSQL runs as another user, who must get in.
    chmodSync(root, 0o755);
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const folder = (name: string, mode: number) => {
    const made = join(root, name);
    mkdirSync(made);
    chmodSync(made, mode);
    return made;
  };

  it("brings back all of the moment before a mistake, and nothing after it; cursors of before are of no use", async () => {
    if (installed === undefined) throw new Error("Expected Debian's package postgresql to be installed.");
    // PostgreSQL's user writes it.
    const archive = folder("archive", 0o777);
    const primary = await startInstalled(installed, folder("primary", 0o755), [
      "archive_mode=on",
      `archive_command=test ! -f ${archive}/%f && cp %p ${archive}/%f`,
    ]);
    servers.push(primary);
    const url = await provisionDatabase(primary.url, "innovation", "secret");
    await prepareDatabase(innovationDrill.subgraph, url);
    const backup = folder("backup", 0o755);
    await takeBaseBackup(installed, backup, primary);

    const going = await innovationDrill.open(url);
    await going.changeMuch();
    await going.audit.add({ ...reading, keys: ["before"] });
    const { endCursor } = await readChanges(going, null);
    const wanted = await contentOf(url);
    const { moment } = await going.database.row<{ moment: string }>(
      sql`SELECT clock_timestamp()::text AS moment`,
    );
    await going.database.rows(sql`DELETE FROM coverage_5g`);
    await going.audit.add({ ...reading, keys: ["after"] });
    await ask(primary.url, "SELECT pg_switch_wal()");
    await eventually(async () => {
      const [row] = await ask<{ done: boolean }>(
        primary.url,
        "SELECT last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) AS done FROM pg_stat_archiver",
      );
      return row?.done || undefined;
    });
    await going.close();
    await primary.stop();

    const recovered = await startRecovery(installed, backup, [
      `restore_command=cp ${archive}/%f %p`,
      `recovery_target_time=${moment}`,
      "recovery_target_action=promote",
    ]);
    servers.push(recovered);
    await eventually(async () => {
      const [row] = await ask<{ done: boolean }>(recovered.url, "SELECT NOT pg_is_in_recovery() AS done");
      return row?.done || undefined;
    });
    const there = Object.assign(new URL(url), { port: new URL(recovered.url).port }).href;
    const [found, before] = [await contentOf(there), wanted].map(tablesApart);
    expect(found?.tables).toEqual(before?.tables);
    // PostgreSQL logs a sequence some numbers ahead: recovered, it goes on behind what was given out.
    for (const [name, last] of Object.entries(before?.sequences ?? {}))
      expect(Number(found?.sequences[name])).toBeGreaterThanOrEqual(Number(last));

    const after = await innovationDrill.open(there);
    expect((await readChanges(after, endCursor)).errors).toMatchObject([{ code: "INVALID_CURSOR" }]);
    await after.expectTruth();
    const { data } = await after.execute("{ innovationAuditState { length brokenAt } }");
    // The log of before tells of one more: what came after the moment is not in the audit any more.
    expect(data).toEqual({ innovationAuditState: { length: expect.any(Number), brokenAt: null } });
    const entries = await after.database.rows(sql`SELECT keys FROM audit_entry WHERE operation = 'drill'`);
    expect(entries).toEqual([{ keys: ["before"] }]);
    await after.close();
  }, 180_000);
});

function tablesApart(content: Record<string, string>) {
  const isTable = ([name]: [string, string]) => name.includes(".");
  const entries = Object.entries(content);
  return {
    tables: Object.fromEntries(entries.filter(isTable)),
    sequences: Object.fromEntries(entries.filter((entry) => !isTable(entry))),
  };
}
