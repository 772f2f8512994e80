import { Writable } from "node:stream";
import { Client } from "pg";
import pino from "pino";
import sql from "sql-template-tag";
import { type DatabaseProxy, startDatabaseProxy } from "../../test/support/database/database-proxy";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { eventually } from "../../test/support/gateway/gateway-request";
import { type GatewayDatabase, openGatewayDatabase } from "./gateway-database";

/* The gateway's database as its users meet it: migrated once, away, silent, back again. */

const lines: { level: string; msg: string }[] = [];
const log = pino(
  { formatters: { level: (level) => ({ level }) } },
  new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  }),
);
const opened: GatewayDatabase[] = [];
const proxies: DatabaseProxy[] = [];
beforeEach(() => {
  lines.length = 0;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

const open = (url: string | undefined): GatewayDatabase => {
  const database = openGatewayDatabase({ url: () => url, log });
  opened.push(database);
  return database;
};
const one = (database: GatewayDatabase) => database.use((statements) => statements.row(sql`SELECT 1 AS one`));
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "OK",
    (error: { code?: string }) => error.code,
  );
/** Once the pause after a failure is over. */
const answers = (database: GatewayDatabase) =>
  eventually(() =>
    one(database).then(
      (row) => row,
      () => undefined,
    ),
  );
const told = () => lines.filter(({ level }) => level !== "debug").map(({ level, msg }) => [level, msg]);

it("is migrated once, by however many open it at a time", async () => {
  const url = await createTestDatabase("gateway");
  const databases = [open(url), open(url), open(url)];
  expect(await Promise.all(databases.map(one))).toEqual([{ one: 1 }, { one: 1 }, { one: 1 }]);
  expect(told()).toEqual([["info", "the gateway's database is migrated"]]);
  const tables = await databases[0]?.use((statements) =>
    statements.rows(sql`SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      ORDER BY relname`),
  );
  expect(tables).toEqual(
    [
      ...[
        "composed_graph",
        "graph_reader",
        "migrations",
        "operation_use",
        "query_share",
        "recorded_operation",
      ],
      ...["registered_subgraph", "saved_query", "schema_check", "subgraph_version", "table_run"],
    ].map((name) => ({ name })),
  );
});

it("changes all or nothing", async () => {
  const database = open(await createTestDatabase("gateway"));
  const work = database.change(async (statements) => {
    await statements.rows(sql`CREATE TABLE half (done int)`);
    throw new TypeError("in the middle");
  });
  await expect(work).rejects.toThrow(new TypeError("in the middle"));
  const [row] = await database.use((statements) => statements.rows(sql`SELECT to_regclass('half') AS half`));
  expect(row).toEqual({ half: null });
});

it("is refused by one code where there is none, and while it is away, in one line of the log", async () => {
  expect(await codeOf(one(open(undefined)))).toBe("NOT_CONFIGURED");
  const proxy = await startDatabaseProxy(await createTestDatabase("gateway"));
  proxies.push(proxy);
  const database = open(proxy.url);
  await one(database);
  lines.length = 0;
  proxy.cut();
  const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(one(database))));
  expect([...new Set(codes)]).toEqual(["SERVICE_UNAVAILABLE"]);
  expect(database.isUp()).toBe(false);
  expect(told()).toEqual([["error", "the gateway's database does not answer"]]);
  proxy.restore();
  expect(await answers(database)).toEqual({ one: 1 });
  expect(told().at(-1)).toEqual(["info", "the gateway's database answers again"]);
});

it("is not waited for when it is silent in the middle of an answer", async () => {
  const proxy = await startDatabaseProxy(await createTestDatabase("gateway"));
  proxies.push(proxy);
  const database = open(proxy.url);
  await one(database);
  proxy.silence();
  expect(await codeOf(one(database))).toBe("SERVICE_UNAVAILABLE");
  proxy.restore();
  expect(await answers(database)).toEqual({ one: 1 });
});

it("may come later than the gateway", async () => {
  const url = await createTestDatabase("gateway");
  let current: string | undefined;
  const database = openGatewayDatabase({ url: () => current, log });
  opened.push(database);
  expect([database.isUp(), await codeOf(one(database))]).toEqual([false, "NOT_CONFIGURED"]);
  current = url;
  expect([database.isUp(), await one(database)]).toEqual([true, { one: 1 }]);
});

it("is refused when another build has made it, and nothing of it is changed", async () => {
  const url = await createTestDatabase("gateway");
  await open(url).use(async () => undefined);
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("COMMENT ON TABLE migrations IS 'baseline of-another-text'");
  await client.end();
  lines.length = 0;
  expect(await codeOf(one(open(url)))).toBe("SERVICE_UNAVAILABLE");
  expect(told()).toEqual([["error", "the gateway's database does not answer"]]);
});
