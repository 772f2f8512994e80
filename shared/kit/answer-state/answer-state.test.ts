import { generateKeyPairSync } from "node:crypto";
import { Client } from "pg";
import sql from "sql-template-tag";
import { serveOpened, type TestServed } from "../../../test/support/subgraph/served-subgraph";
import { openTestSubgraph, sourceOf } from "../../../test/support/subgraph/subgraph-harness";
import { libraries } from "../../../test/template/subgraph";
import { type AnswerState, stateHeader } from "../../base/changes/answer-state";
import { systemClock } from "../../base/clock/clock";
import { createLogger } from "../../base/log/logger";
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
  internalTokenHeader,
} from "../../http/identity/internal-token";
import { publicViewer } from "../../http/identity/viewer";
import { openStatistics } from "../subgraph/open-statistics";

/* `GET /state` and the header x-graph-state as the gateway reads them. */

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const signer = createInternalTokenSigner({ privateKey, clock: systemClock });
const statements = createInternalTokenVerifier({ publicKey, audience: libraries.name, clock: systemClock });
const now = new Date("2025-11-14T12:00:00.000+07:00");
const options = { statements, clock: { now: () => now }, version: "1" };
let served: TestServed;
const sessions: Client[] = [];
beforeAll(async () => {
  served = await serveOpened(libraries, await openTestSubgraph(libraries), options);
});
afterAll(async () => {
  for (const session of sessions) await session.end();
  await served.close();
});

async function get(query: Record<string, string> = {}, of = served) {
  const url = new URL(`/state?${new URLSearchParams(query)}`, of.url);
  const answer = await fetch(url, {
    headers: { [internalTokenHeader]: await signer.sign(publicViewer, libraries.name) },
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

async function stateSince(since?: string, of = served): Promise<AnswerState> {
  const { status, body } = await get({ ...(since !== undefined && { since }), at: now.toISOString() }, of);
  expect(status).toBe(200);
  return body;
}

async function session(): Promise<Client> {
  const client = new Client({ connectionString: served.subgraph.url });
  sessions.push(client);
  await client.connect();
  return client;
}

const write = () => served.subgraph.database.rows(sql`UPDATE library SET name = name || '!'`);

it("tells nobody but the gateway", async () => {
  const answer = await fetch(new URL("/state", served.url));
  expect([answer.status, JSON.parse(await answer.text()).errors[0].extensions.code]).toEqual([
    401,
    "UNAUTHENTICATED",
  ]);
});

it("is the same until a commit, and another from then on, whoever committed", async () => {
  const first = await stateSince();
  expect(first.isSame).toBe(false);
  expect(await stateSince(first.state)).toEqual({ state: expect.any(String), isSame: true });
  await write();
  const second = await stateSince(first.state);
  expect(second.isSame).toBe(false);
  expect((await stateSince(second.state)).isSame).toBe(true);
  expect((await stateSince(first.state)).isSame).toBe(false);
});

it("is the same while a transaction is open, and after it is rolled back, and another when it commits", async () => {
  const [one, other] = [await session(), await session()];
  await one.query("BEGIN");
  await one.query("UPDATE library SET name = name || '?'");
  const { state } = await stateSince();
  expect((await stateSince(state)).isSame).toBe(true);
  await other.query("BEGIN; DELETE FROM loan; ROLLBACK");
  const later = await stateSince(state);
  expect(later.isSame).toBe(true);
  await one.query("COMMIT");
  expect((await stateSince(state)).isSame).toBe(false);
  expect((await stateSince(later.state)).isSame).toBe(false);
});

it("is the same after a reading was put down in the audit, which answers are not made of", async () => {
  const { state } = await stateSince();
  await served.subgraph.database.rows(sql`
    INSERT INTO audit_entry (kind, operation, keys) VALUES ('READING', 'Loan', '{1}')`);
  expect((await stateSince(state)).isSame).toBe(true);
});

it("is another of another build or other settings", async () => {
  const { state } = await stateSince();
  const same = await serveOpened(libraries, served.subgraph, options);
  const renewed = await serveOpened(libraries, served.subgraph, { ...options, version: "2" });
  expect([(await stateSince(state, same)).isSame, (await stateSince(state, renewed)).isSame]).toEqual([
    ...[true, false],
  ]);
  await Promise.all([same.stop(), renewed.stop()]);
});

it("says until when answers hold by the clock, from the instant on that it is asked about", async () => {
  expect((await stateSince()).until).toBe("2025-11-14T17:00:00.000Z");
});

it.each([
  [{ since: "nonsense" }, "INVALID_CURSOR"],
  [{ since: Buffer.from("x 5:4:").toString("base64url") }, "INVALID_CURSOR"],
  [{ since: "" }, "INVALID_CURSOR"],
])("refuses what is no state: %j", async (query, code) => {
  const { status, body } = await get(query);
  expect([status, body.errors[0].extensions.code]).toEqual([400, code]);
});

it("tells all who ask at once, over one connection, which it opens anew when it was lost", async () => {
  const { state } = await stateSince();
  const found = await Promise.all(Array.from({ length: 50 }, () => stateSince(state)));
  expect(found.every(({ isSame }) => isSame)).toBe(true);
  const connections = () =>
    served.subgraph.database.rows<{ gone: boolean }>(sql`
      SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = ${`${libraries.name} state`}`);
  expect(await connections()).toEqual([{ gone: true }]);
  // The first to ask may be told that it is gone.
  await get({ since: state });
  expect((await stateSince(state)).isSame).toBe(true);
});

describe("an answer", () => {
  const query = "{ loanStats { totals { lent } } }";
  const stateOf = async (state: string, text = query, of = served) => {
    const signed = await signer.sign(publicViewer, libraries.name);
    const answer = await of.ask(text, {
      headers: { [stateHeader]: state, [internalTokenHeader]: signed },
    });
    return { state: answer.headers.get(stateHeader), errors: answer.errors };
  };

  it("says that it is as of a state, or of a later one", async () => {
    const { state } = await stateSince();
    expect((await stateOf(state)).state).toBe(state);
    await write();
    expect((await stateOf(state)).state).toBe(state);
  });

  it("says so also of one that was kept", async () => {
    const text = '{ library(code: "TV-00004") { name } loanStats { totals { lent } } }';
    const { state } = await stateSince();
    const said = [await stateOf(state, text), await stateOf(state, text), await stateOf(state, text)];
    expect(said).toEqual(said.map(() => ({ state, errors: undefined })));
  });

  it("does not say so of what is no state, of another database's, and of one that is yet to come", async () => {
    const { state } = await stateSince();
    const [epoch, snapshot = ""] = Buffer.from(state, "base64url").toString().split(" ");
    const later = `${epoch} ${snapshot.replace(/^\d+:(\d+):.*/, (_, end) => `${Number(end) + 100}:${Number(end) + 100}:`)}`;
    const others = [
      "nonsense",
      ...[`other ${snapshot}`, later].map((text) => Buffer.from(text).toString("base64url")),
    ];
    for (const other of others) expect((await stateOf(other)).state).toBeNull();
  });

  it("does not say so when a database of their own gives the statistics, which may be behind", async () => {
    const { state } = await stateSince();
    const { dataSource } = served.subgraph;
    const analytics = await sourceOf(libraries, served.subgraph.url).initialize();
    const opened = openStatistics({
      ...{
        cubes: libraries.cubes ?? [],
        dataSource,
        analytics: { dataSource: analytics },
        log: createLogger("test", "silent"),
      },
      ...{ folder: "", memory: 0, statementTimeoutMs: 0 },
    });
    const other = await serveOpened(libraries, served.subgraph, {
      ...options,
      statistics: opened.statistics,
    });
    expect(await stateOf(state, query, other)).toEqual({ state: null, errors: undefined });
    await other.stop();
    await opened.end();
  });

  it("does not say so when it names its own instant", async () => {
    const { state } = await stateSince();
    const text = "{ loanStats { dataAsOf totals { lent } } }";
    expect(await stateOf(state, text)).toEqual({ state: null, errors: undefined });
    expect(await stateOf(state)).toEqual({ state, errors: undefined });
  });
});

it("is another when the database is another, as after a restore", async () => {
  const { state } = await stateSince();
  await served.subgraph.database.rows(sql`UPDATE change_epoch SET id = 'another'`);
  expect((await stateSince(state)).isSame).toBe(false);
});
