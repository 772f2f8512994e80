import "reflect-metadata";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";
import { lastBackupAt } from "../../shared/runner/backup/last-backup";
import { restoreBackup } from "../../shared/runner/backup/restore-backup";
import { writeBackup } from "../../shared/runner/backup/write-backup";
import { type Cluster, removeCluster, startCluster } from "../../shared/runner/embedded-postgres/cluster";
import { startPrimary } from "../support/database/standby";
import { ask } from "../support/database/transaction-ids";
import { openTestSubgraph } from "../support/subgraph/subgraph-harness";
import { contentOf } from "./content-of";
import { innovationDrill, readChanges } from "./drills";
import { restoreInto } from "./restore-into";

/* `npm run backup` and `npm run restore`, as an operator drills them: while changes go on, into an empty folder. */

const key = randomBytes(32);
const log = () => undefined;
let root: string;
let home: string;
let file: string;
const running: Cluster[] = [];
const homes: string[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "backup-test-"));
  // As root PostgreSQL runs as another user, who must get in.
  chmodSync(root, 0o755);
  home = newHome();
  file = join(root, "graph.backup");
});
afterAll(async () => {
  for (const cluster of running) await cluster.stop("immediate");
  for (const each of homes) await removeCluster(each);
  rmSync(root, { recursive: true, force: true });
});

function newHome(): string {
  const made = join(root, `home-${homes.length}`);
  homes.push(made);
  return made;
}

async function started(starting: Promise<Cluster>): Promise<Cluster> {
  const cluster = await starting;
  running.push(cluster);
  return cluster;
}

/** The superuser sees every database. */
const asSuperuser = (cluster: Cluster, url: string) =>
  Object.assign(new URL(cluster.url), { pathname: new URL(url).pathname }).href;

it("restores what was committed, whole, encrypted, while changes go on; cursors of before are of no use", async () => {
  const primary = await started(startPrimary(home));
  const { url: source, close } = await openTestSubgraph(innovationDrill.subgraph);
  await close();
  const url = await restoreInto(primary.url, innovationDrill, source);
  const going = await innovationDrill.open(url);
  const { endCursor } = await readChanges(going, null);
  expect(endCursor).not.toBeNull();
  const before = await contentOf(asSuperuser(primary, url));

  // Two tables of another database are changed together all the time.
  await ask(primary.url, "CREATE TABLE one (id int); CREATE TABLE two (id int)");
  let isOver = false;
  const changing = (async () => {
    for (let id = 0; !isOver; id += 1)
      await ask(primary.url, `BEGIN; INSERT INTO one VALUES (${id}); INSERT INTO two VALUES (${id}); COMMIT`);
  })();
  const bytes = await writeBackup({ dataDirectory: home, file, key, log });
  isOver = true;
  await changing;

  expect(statSync(file)).toMatchObject({ size: bytes, mode: 0o100600 });
  expect(existsSync(`${file}.incomplete`)).toBe(false);
  expect(readFileSync(file).includes("indicator")).toBe(false);
  expect(lastBackupAt(home)).toBeInstanceOf(Date);

  const restoredHome = newHome();
  expect(await restoreBackup({ dataDirectory: restoredHome, file, key, log })).toBeGreaterThan(500);
  const restored = await started(startCluster({ dataDirectory: restoredHome, port: 0, fast: true }));
  expect(await contentOf(asSuperuser(restored, url))).toEqual(before);
  const [counts] = await ask<{ one: string; two: string; apart: string }>(
    restored.url,
    `SELECT (SELECT count(*) FROM one) AS one, (SELECT count(*) FROM two) AS two,
       (SELECT count(*) FROM one FULL JOIN two USING (id) WHERE one IS NULL OR two IS NULL) AS apart`,
  );
  expect(Number(counts?.one)).toBeGreaterThan(0);
  expect([counts?.two, counts?.apart]).toEqual([counts?.one, "0"]);

  const onRestored = await innovationDrill.open(asSuperuser(restored, url));
  expect((await readChanges(onRestored, endCursor)).errors).toMatchObject([{ code: "INVALID_CURSOR" }]);
  await onRestored.expectTruth();
  await onRestored.close();
  await going.close();
}, 180_000);

it("tells in one line that the disk is full, or that there is nothing to back up, and leaves no file", () => {
  const main = fromRoot("dist", "shared", "runner", "backup", "main.js");
  const backup = (dataDirectory: string, name: string) => {
    // A limit of the system's for a file, in the place of a disk of that size.
    const { status, stdout, stderr } = spawnSync(
      "sh",
      ["-c", 'ulimit -f 2000; exec "$0" "$@"', process.execPath, main, "backup", join(root, name)],
      { env: { ...process.env, DATA_DIRECTORY: dataDirectory }, encoding: "utf8" },
    );
    return { status, stdout, stderr, left: readdirSync(root).filter((each) => each.startsWith(name)) };
  };
  const nowhere = newHome();
  expect([backup(home, "large.backup"), backup(nowhere, "empty.backup")]).toEqual([
    {
      ...{ status: 1, stdout: "", left: [] },
      stderr: "The backup cannot be written: EFBIG: file too large, write.\n",
    },
    {
      ...{ status: 1, stdout: "", left: [] },
      stderr: `Expected a database in ${nowhere}/postgres, and there is none: DATA_DIRECTORY names the folder of the one to back up.\n`,
    },
  ]);
});

it("backs up what does not run, and leaves it so", async () => {
  for (const cluster of running.splice(0)) await cluster.stop();
  const told: string[] = [];
  const other = join(root, "stopped.backup");
  await writeBackup({ dataDirectory: home, file: other, log: (line) => told.push(line) });
  expect(told).toEqual(["PostgreSQL does not run; it is started for the backup."]);
  expect(existsSync(join(home, "postgres", "postmaster.pid"))).toBe(false);
}, 60_000);

it.each<[string, (backup: Buffer) => Buffer, Buffer | undefined, string]>([
  ["a changed byte", changed, key, "the key is another, or the file was changed"],
  ["another key", (backup) => backup, randomBytes(32), "the key is another, or the file was changed"],
  ["a file that was cut off", (backup) => backup.subarray(0, -1_000_000), key, "cannot be restored"],
  ["no key", (backup) => backup, undefined, "BACKUP_KEY_FILE"],
  ["another file", () => Buffer.from("PGDMP\n"), key, "is no backup"],
  ["an empty file", () => Buffer.alloc(0), key, "is no backup"],
])("refuses %s, and leaves nothing behind", async (_what, damage, given, problem) => {
  const damaged = join(root, "damaged.backup");
  writeFileSync(damaged, damage(readFileSync(file)));
  const dataDirectory = newHome();
  await expect(restoreBackup({ dataDirectory, file: damaged, key: given, log })).rejects.toThrow(problem);
  expect(existsSync(join(dataDirectory, "postgres"))).toBe(false);
});

function changed(backup: Buffer): Buffer {
  const copy = Buffer.from(backup);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

it("restores over no database", async () => {
  await expect(restoreBackup({ dataDirectory: home, file, key, log })).rejects.toThrow(
    "There is a database in",
  );
});
