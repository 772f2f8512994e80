import "reflect-metadata";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChangeNotice } from "../../shared/base/changes/change-notice";
import { fixedClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { type ChangeBell, createChangeBell } from "../../shared/database/change-log/change-bell";
import { maintainChangeLog } from "../../shared/database/change-log/maintain-change-log";
import { Database } from "../../shared/database/database";
import { atMidnight } from "../../shared/kit/change-stream/clock-changes";
import { followChanges } from "../../shared/kit/change-stream/follow-changes";
import { type Cluster, removeCluster } from "../../shared/runner/embedded-postgres/cluster";
import { copyForStandby, startPrimary, startStandby } from "../support/database/standby";
import { ask } from "../support/database/transaction-ids";
import { prepareDatabase, sourceOf, testNow } from "../support/subgraph/subgraph-harness";
import { libraries } from "../template/subgraph";

/* A process of a subgraph whose database is a streaming standby tells what its primary's transactions change. */

const root = mkdtempSync(join(tmpdir(), "standby-changes-"));
// As root PostgreSQL runs as another user, who must get in.
chmodSync(root, 0o755);
const [home, standbyHome] = ["primary", "standby"].map((name) => join(root, name)) as [string, string];
const running: Cluster[] = [];
const bells: ChangeBell[] = [];
const log = createLogger("test", "silent");
afterAll(async () => {
  for (const bell of bells) await bell.end();
  for (const cluster of running) await cluster.stop("immediate");
  for (const directory of [home, standbyHome]) await removeCluster(directory);
  rmSync(root, { recursive: true, force: true });
});

it("tells each change once, and goes on as the primary when the standby is promoted", async () => {
  const primary = await startPrimary(home);
  running.push(primary);
  await ask(primary.url, "CREATE DATABASE libraries");
  const urlAt = ({ port }: Cluster) =>
    Object.assign(new URL(primary.url), { port, pathname: "/libraries" }).href;
  await prepareDatabase(libraries, urlAt(primary));
  const begun = sourceOf(libraries, urlAt(primary));
  await begun.initialize();
  await (await maintainChangeLog(Database.of(begun), log)).end();
  await begun.destroy();
  await copyForStandby(primary, home, standbyHome);
  const standby = await startStandby(standbyHome, { follow: primary });
  running.push(standby);

  const leaving = new AbortController();
  const notices = await follow(urlAt(standby), leaving.signal);
  expect((await notices.next()).value).toMatchObject({ changes: [] });
  const told: string[] = [];
  const added: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    added.push(...(await addLoans(urlAt(primary))));
    while (told.length < added.length) told.push(...keysOf((await notices.next()).value));
  }
  expect(told.sort()).toEqual(added.sort());

  await primary.stop("immediate");
  await ask(standby.url, "SELECT pg_promote()");
  // Another epoch begins: whoever followed is told so once, and of each change from then on.
  const promoted = sourceOf(libraries, urlAt(standby));
  await promoted.initialize();
  await (await maintainChangeLog(Database.of(promoted), log)).end();
  const [later] = await addLoans(urlAt(standby));
  await promoted.destroy();
  const after: ChangeNotice["changes"][] = [];
  while (!after.flat().some((change) => change?.keys?.includes(later ?? "")) && !after.includes(null))
    after.push(((await notices.next()).value as ChangeNotice).changes);
  expect(after.filter((changes) => changes === null).length).toBeLessThan(2);
  leaving.abort(new Error("The test has ended."));
}, 180_000);

async function follow(url: string, signal: AbortSignal) {
  const dataSource = sourceOf(libraries, url);
  await dataSource.initialize();
  const bell = createChangeBell(url, libraries.name, log);
  bells.push(bell, { ...bell, end: () => dataSource.destroy() });
  const database = Database.of(dataSource);
  const options = { database, bell, clock: fixedClock(testNow), clockChanges: atMidnight, log };
  return followChanges(options, undefined, signal);
}

async function addLoans(url: string): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    url,
    `INSERT INTO loan (library_code, reader, lent_at, due_at, origin)
    SELECT min(code), 'ADULT', now(), now(), 'SYNTHETIC' FROM library RETURNING id::text`,
  );
  return rows.map(({ id }) => id);
}

function keysOf(notice: ChangeNotice | undefined): string[] {
  return (notice?.changes ?? []).flatMap(({ keys }) => keys ?? []);
}
