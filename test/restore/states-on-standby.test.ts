import "reflect-metadata";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnswerState } from "../../shared/base/changes/answer-state";
import { fixedClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { maintainChangeLog } from "../../shared/database/change-log/maintain-change-log";
import { openStateConnection } from "../../shared/database/change-log/state-connection";
import { Database } from "../../shared/database/database";
import { type AnswerStates, openAnswerStates } from "../../shared/kit/answer-state/open-answer-states";
import { atMidnight } from "../../shared/kit/change-stream/clock-changes";
import { type Cluster, removeCluster } from "../../shared/runner/embedded-postgres/cluster";
import { copyForStandby, startPrimary, startStandby } from "../support/database/standby";
import { ask } from "../support/database/transaction-ids";
import { eventually } from "../support/gateway/gateway-request";
import { prepareDatabase, sourceOf, testNow } from "../support/subgraph/subgraph-harness";
import { libraries } from "../template/subgraph";

/* Processes of one subgraph, on a primary and on its streaming standby, tell the states of what they answer. */

const root = mkdtempSync(join(tmpdir(), "standby-states-"));
// As root PostgreSQL runs as another user, who must get in.
chmodSync(root, 0o755);
const [home, standbyHome] = ["primary", "standby"].map((name) => join(root, name)) as [string, string];
const running: Cluster[] = [];
const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
  for (const cluster of running) await cluster.stop("immediate");
  for (const directory of [home, standbyHome]) await removeCluster(directory);
  rmSync(root, { recursive: true, force: true });
});

it("keeps apart what a standby answers, tells its changes as it replays them, and begins anew as the primary", async () => {
  const primary = await startPrimary(home);
  running.push(primary);
  await ask(primary.url, "CREATE DATABASE libraries");
  const urlAt = ({ port }: Cluster) =>
    Object.assign(new URL(primary.url), { port, pathname: "/libraries" }).href;
  await prepareDatabase(libraries, urlAt(primary));
  const first = await open(urlAt(primary));
  await copyForStandby(primary, home, standbyHome);
  const standby = await startStandby(standbyHome, { follow: primary });
  running.push(standby);
  const [one, other] = [first.states, (await open(urlAt(standby))).states];
  const write = () => ask(urlAt(primary), "UPDATE library SET name = name || '!'");
  const read = (states: AnswerStates, since?: string): Promise<AnswerState> =>
    states.read(since, fixedClock(testNow));

  const [here, there] = [await read(one), await read(other)];
  expect([(await read(one, here.state)).isSame, (await read(other, there.state)).isSame]).toEqual([
    true,
    true,
  ]);
  // What the standby answers may be older than what the primary had then.
  expect([await other.isReached(here.state), await one.isReached(there.state)]).toEqual([false, false]);
  expect([await one.isReached(here.state), await other.isReached(there.state)]).toEqual([true, true]);

  await ask(urlAt(standby), "SELECT pg_wal_replay_pause()");
  await write();
  expect([(await read(one, here.state)).isSame, (await read(other, there.state)).isSame]).toEqual([
    false,
    true,
  ]);
  await ask(urlAt(standby), "SELECT pg_wal_replay_resume()");
  const replayed = await eventually(async () => {
    const state = await read(other, there.state);
    return state.isSame ? undefined : state;
  });
  expect(await other.isReached(there.state)).toBe(true);

  await primary.stop("immediate");
  await ask(standby.url, "SELECT pg_promote()");
  expect((await read(other, replayed.state)).isSame).toBe(false);
  expect(await other.isReached(replayed.state)).toBe(false);
}, 180_000);

async function open(url: string): Promise<{ states: AnswerStates }> {
  const dataSource = await sourceOf(libraries, url).initialize();
  const database = Database.of(dataSource);
  await (await maintainChangeLog(database, createLogger("test", "silent"))).end();
  const connection = openStateConnection(url, libraries.name);
  const states = openAnswerStates({ connection, database, clockChanges: atMidnight, version: "1" });
  ends.push(async () => {
    await connection.end();
    await dataSource.destroy();
  });
  return { states };
}
