import "reflect-metadata";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql from "sql-template-tag";
import { defaultTableLimits } from "../../gateway/tables/limits/table-limits";
import { systemClock } from "../../shared/base/clock/clock";
import { databaseProblem } from "../../shared/base/errors/database-error";
import type { Logger } from "../../shared/base/log/logger";
import { createLogger } from "../../shared/base/log/logger";
import { createDataSource } from "../../shared/database/data-source";
import { openReadReplica, type ReadReplica } from "../../shared/database/read-replica/open-read-replica";
import { provisionDatabase } from "../../shared/runner/embedded-postgres/provision-database";
import { tasks } from "../../subgraphs/tasks/subgraph";
import { type DatabaseProxy, startDatabaseProxy } from "../support/database/database-proxy";
import {
  type InstalledServer,
  installedPostgres,
  startInstalled,
  startReplica,
} from "../support/database/debian-postgres";
import { ask } from "../support/database/transaction-ids";
import { type GatewayBeforeTasks, startBeforeTasks } from "../support/gateway/gateway-before-tasks";
import { statements, token } from "../support/gateway/gateway-fixture";
import { eventually } from "../support/gateway/gateway-request";
import { serveOpened } from "../support/subgraph/served-subgraph";
import { openSubgraphOn, prepareDatabase, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * The subgraph of tasks, whose tables are read from a streaming replica: servers of the PostgreSQL that Debian's packages install,
 * behind an address that can be led to another one.
 */

const installed = installedPostgres();
const withTools = installed || process.env.CI ? describe : describe.skip;

withTools("tables that are read from a replica", () => {
  let root: string;
  let primary: InstalledServer;
  let replica: InstalledServer;
  let address: DatabaseProxy;
  let subgraph: TestSubgraph;
  let readReplica: ReadReplica;
  let gateway: GatewayBeforeTasks;
  let authorization: string;
  const told: string[] = [];

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "read-replica-"));
    chmodSync(root, 0o755);
    if (installed === undefined) throw new Error("Expected Debian's package postgresql to be installed.");
    primary = await startInstalled(installed, root);
    const url = await provisionDatabase(primary.url, "tasks", "secret");
    await prepareDatabase(tasks, url);
    const home = mkdtempSync(join(root, "replica-"));
    chmodSync(home, 0o755);
    replica = await startReplica(installed, home, primary);
    // Nothing that a client was told of is lost when the replica takes the primary's place. Servers of tests do not wait
    // for their disk otherwise.
    await ask(primary.url, "ALTER DATABASE tasks SET synchronous_commit = on");
    await ask(primary.url, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    await ask(primary.url, "SELECT pg_reload_conf()");
    address = await startDatabaseProxy(url);
    subgraph = await openSubgraphOn({ ...tasks, cubes: [] }, address.url);
    readReplica = openReadReplica(replicaSource(url), {
      ...{ use: "tables", primary: subgraph.database, mostLagMs: 20_000 },
      ...{ clock: systemClock, log: noting },
    });
    const served = await serveOpened(tasks, subgraph, {
      statements: statements.verifierOf("tasks"),
      readReplica,
    });
    const slow = { SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000, GATEWAY_LIMITS: "off" as const };
    const config = { ...slow, tables: defaultTableLimits };
    gateway = await startBeforeTasks(config, served);
    authorization = `Bearer ${await token({ role: "admin", sub: "test" })}`;
  }, 180_000);

  afterAll(async () => {
    await gateway?.stop();
    await readReplica?.end();
    await address?.close();
    await replica?.stop();
    await primary?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const noting = {
    warn: (_: object, message: string) => void told.push(message),
    info: (_: object, message: string) => void told.push(message),
  } as Pick<Logger, "warn" | "info">;

  function replicaSource(url: string) {
    return createDataSource({
      ...{
        url: withPort(url, replica.url),
        applicationName: "tasks replica",
        entities: tasks.entities,
        migrations: [],
      },
      ...{ log: createLogger("test", "silent"), poolSize: 4, statementTimeoutMs: 20_000 },
      observe: ({ error }) => {
        if (databaseProblem(error)?.code === "SERVICE_UNAVAILABLE") readReplica.failed();
      },
    });
  }

  async function post(path: string, body: object) {
    const answer = await fetch(`${gateway.gateway.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  }

  const query = "{ organizations { nodes { code name } } }";
  interface Notes {
    dataAsOf?: string;
    remarks: string[];
  }
  /** The name of SKHCN as a table has it, and what it says of when that is. */
  async function readTable() {
    const { body } = await post("/tables", { query, format: "json" });
    if (body.notes === undefined) throw new Error(JSON.stringify(body).slice(0, 500));
    const rows: [code: string, name: string][] = body.tables[0].rows;
    const { dataAsOf, remarks } = body.notes as Notes;
    const told = remarks.filter((remark) => remark.includes("replica"));
    return { name: rows.find(([code]) => code === "SKHCN")?.[1], dataAsOf, told };
  }
  const rename = (name: string) =>
    subgraph.database.rows(sql`UPDATE organization SET name_vi = ${name} WHERE code = 'SKHCN'`);

  it("says as of when its rows are, which is now where nobody writes, however long ago the last change was", async () => {
    await rename("Sở một");
    const found = await eventually(async () => {
      const asked = new Date().toISOString();
      const table = await readTable();
      return table.name === "Sở một" && (table.dataAsOf ?? "") >= asked ? table : undefined;
    });
    expect(found.told).toEqual([
      `organizations: read from a replica of the sector's database as of ${found.dataAsOf}; what was changed after that may be missing.`,
    ]);
  }, 60_000);

  it("gives earlier rows while the replica is behind, and says so; what is asked at /graphql is exact", async () => {
    await ask(replica.url, "SELECT pg_wal_replay_pause()");
    await rename("Sở hai");
    const changed = new Date().toISOString();
    const table = await readTable();
    expect([table.name, (table.dataAsOf ?? "") < changed, table.told.length]).toEqual(["Sở một", true, 1]);
    const { body } = await post("/graphql", { query: `{ organization(code: "SKHCN") { name } }` });
    expect(body).toEqual({ data: { organization: { name: "Sở hai" } } });
    await ask(replica.url, "SELECT pg_wal_replay_resume()");
    await eventually(async () => ((await readTable()).name === "Sở hai" ? true : undefined));
    expect(told).toEqual([]);
  }, 60_000);

  it("does not read what is further behind than it may be, and says so once", async () => {
    const near = openReadReplica(replicaSource(subgraph.url), {
      ...{ use: "tables", primary: subgraph.database, mostLagMs: 1 },
      ...{ clock: systemClock, log: noting },
    });
    await ask(replica.url, "SELECT pg_wal_replay_pause()");
    await rename("Sở ba");
    await eventually(async () => ((await near.read()) === undefined ? true : undefined));
    expect(await near.read()).toBeUndefined();
    expect(near.state()).toEqual({ lagSeconds: expect.any(Number), isRead: false });
    expect(told.splice(0)).toEqual(["the read replica is not read: it is too far behind"]);
    await ask(replica.url, "SELECT pg_wal_replay_resume()");
    await eventually(() => near.read());
    expect(told.splice(0).at(-1)).toBe("the read replica is read again");
    await near.end();
  }, 60_000);

  it("goes on when the replica takes the primary's place under load: what was done is there, and each change once", async () => {
    const done: string[] = [];
    const failed = new Set<string>();
    let isOver = false;
    const assign = async (code: string) => {
      const input = {
        ...{ code, title: "Diễn tập chuyển đổi", assignedBy: "CITY", leadOrganization: "SKHCN" },
        ...{ assignedOn: "2025-11-01", dueOn: "2025-12-01", idempotencyKey: code },
      };
      const { body } = await post("/graphql", { query: assignTask, variables: { input } });
      const codes = (body.errors ?? []).map(
        (error: { extensions: { code: string } }) => error.extensions.code,
      );
      for (const each of codes) failed.add(each);
      return codes.length === 0 && body.data.assignTask.userErrors.length === 0;
    };
    const write = async (writer: number) => {
      for (let number = 0; !isOver; number++) {
        const code = `DT-${writer}-${number}`;
        // As a client does that was told to ask again: with the same key.
        while (!(await assign(code)) && !isOver) await readTable().catch(() => undefined);
        if (!isOver) done.push(code);
      }
    };
    const writers = [1, 2, 3].map(write);
    await eventually(async () => (done.length > 10 ? true : undefined));
    await primary.stop();
    await ask(replica.url, "SELECT pg_promote()");
    address.moveTo(withPort(subgraph.url, replica.url));
    const before = done.length;
    await eventually(async () => (done.length > before + 10 ? true : undefined));
    isOver = true;
    await Promise.all(writers);

    const rows = await subgraph.database.rows<{ code: string; times: number }>(
      sql`SELECT code, count(*)::int AS times FROM task WHERE code LIKE 'DT-%' GROUP BY code`,
    );
    const times = new Map(rows.map((row) => [row.code, row.times]));
    expect(done.filter((code) => times.get(code) !== 1)).toEqual([]);
    expect([...times.values()].every((each) => each === 1)).toBe(true);
    const mayFail = new Set(["SERVICE_UNAVAILABLE", "OUTCOME_UNKNOWN", "QUERY_TIMEOUT"]);
    expect([...failed].filter((code) => !mayFail.has(code))).toEqual([]);
    // What was the replica is the primary: tables are read from it as all else, and are exact.
    await rename("Sở bốn");
    const table = await eventually(async () => {
      const found = await readTable();
      return found.dataAsOf === undefined ? found : undefined;
    });
    expect(table).toEqual({ name: "Sở bốn", dataAsOf: undefined, told: [] });
    expect(told.at(-1)).toBe("the read replica is not read: it is not in recovery");
  }, 120_000);
});

const assignTask = `mutation ($input: AssignTaskInput!) {
  assignTask(input: $input) { task { code } userErrors { code message } } }`;

/** The same database at another server's port. */
function withPort(url: string, server: string): string {
  const there = new URL(url);
  there.port = new URL(server).port;
  return there.href;
}
