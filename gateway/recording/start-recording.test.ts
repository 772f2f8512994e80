import pino from "pino";
import { addDays } from "../../shared/base/clock/calendar-day";
import { startDatabaseProxy } from "../../test/support/database/database-proxy";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { eventually } from "../../test/support/gateway/gateway-request";
import { startRegistryFixture } from "../../test/support/registry/registry-fixture";
import { openGatewayDatabase } from "../database/gateway-database";
import type { RecordedUse, UseBatch } from "./recorded-use";
import { addUses, deleteOldUses, findUsedElements, findUses } from "./recorded-use.queries";

/* Who has used what, put down by several processes in one database, within bounds. */

const log = pino({ level: "silent" });
const day = "2025-11-14";
const lastAt = Date.parse("2025-11-14T03:00:00Z");

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});
const openDatabase = async () => {
  const url = await createTestDatabase("gateway");
  const database = openGatewayDatabase({ url: () => url, log });
  opened.push(database);
  await eventually(() => database.use(async () => true).catch(() => undefined));
  return { database, url };
};
const batchOf = (...uses: Partial<RecordedUse>[]): UseBatch => ({
  operations: [...new Set(uses.map(({ operation = "one" }) => operation))].map((hash) => ({
    ...{
      hash,
      name: "Board",
      kind: "query",
      signature: `query Board { ${hash} }`,
      elements: [`Query.${hash}`],
    },
  })),
  uses: uses.map((use) => ({
    ...{ day, operation: "one", client: "board", clientVersion: "1", count: 1, lastAt, elements: [] },
    ...use,
  })),
});
const usesIn = async ({ database }: Awaited<ReturnType<typeof openDatabase>>, ...elements: string[]) =>
  (await database.use((statements) => findUses(statements, elements, day, 100))).map(
    ({ operation, client, clientVersion, count, elements: used }) =>
      `${operation} ${client} ${clientVersion} ${count} [${used.join(" ")}]`,
  );

it("adds up what several processes put down at a time, and says who has used an element", async () => {
  const kept = await openDatabase();
  const { database } = kept;
  const put = (batch: UseBatch) => database.change((statements) => addUses(statements, batch));
  const many = Array.from({ length: 8 }, (_, at) =>
    put(
      batchOf(
        { count: 2, elements: [`Kind.K${at % 3}`] },
        { operation: "two", client: "other app", clientVersion: "" },
        { day: addDays(day, -1), count: 100 },
      ),
    ),
  );
  await Promise.all(many);
  expect(await usesIn(kept, "Query.one", "Kind.K1")).toEqual(["one board 1 16 [Kind.K1 Query.one]"]);
  expect(await usesIn(kept, "Query.two", "Query.three")).toEqual(["two other app  8 [Query.two]"]);
  const used = await database.use((statements) =>
    findUsedElements(statements, ["Kind.K0", "Kind.K7", "Query.two", "Query.three"], day),
  );
  expect(used.toSorted()).toEqual(["Kind.K0", "Query.two"]);
  expect(await database.use((statements) => deleteOldUses(statements, day))).toBe(1);
  expect(await database.use((statements) => deleteOldUses(statements, addDays(day, 1)))).toBe(4);
});

it("has room for so many of a day and of a client: what is more is counted with others, and stays used", async () => {
  const kept = await openDatabase();
  const bounds = { ofDay: 6, ofClient: 3 };
  const put = (batch: UseBatch) => kept.database.change((statements) => addUses(statements, batch, bounds));
  const flood = (client: string) =>
    batchOf(
      ...Array.from({ length: 5 }, (_, at) => ({ operation: `${client}${at}`, client, count: 9 - at })),
    );
  await put(flood("a"));
  await put(flood("a"));
  await put(flood("b"));
  await put(flood("c"));
  const rows = await kept.database.use((statements) =>
    findUses(
      statements,
      [..."abc"].flatMap((client) => [0, 1, 2, 3, 4].map((at) => `Query.${client}${at}`)),
      day,
      100,
    ),
  );
  expect(rows.map((row) => `${row.client} ${row.operation} ${row.count}`).toSorted()).toEqual([
    ...["a a0 18", "a a1 16", "a a2 14", "a other 22"],
    ...["b b0 9", "b b1 8", "b other 18"],
    "other other 35",
  ]);
  const used = await kept.database.use((statements) =>
    findUsedElements(statements, ["Query.a4", "Query.b4", "Query.c4", "Query.c0"], day),
  );
  expect(used.toSorted()).toEqual(["Query.a4", "Query.b4", "Query.c0", "Query.c4"]);
});

it("counts what clients ask for by whatever way, keeps none of their values, and loses nothing to a database that is away", async () => {
  const proxy = await startDatabaseProxy(await createTestDatabase("gateway"));
  opened.push(proxy);
  const fixture = await startRegistryFixture({ databaseUrl: proxy.url });
  const board = { name: "board", version: "3" };
  const secret = "Nguyễn Văn An";
  proxy.cut();
  const variables = { f: { codes: [secret], kind: "WARD" } };
  await fixture.query("query A($f: WardFilter) { wards(filter: $f) { name } }", { ...board, variables });
  await fixture.query(`{ wards(filter: {codes: ["${secret}"]}) { code } }`, board);
  // Is refused, and so uses nothing.
  await fixture.query("{ wards { mayor } }", board);
  proxy.restore();
  await eventually(async () =>
    (await fixture.ask("GET", "/schemas.json", { as: "admin" })).status === 200 ? true : undefined,
  );
  for (const gateway of fixture.gateways.splice(0)) await gateway.stop();
  const kept = { database: openGatewayDatabase({ url: () => proxy.url, log }), url: proxy.url };
  opened.unshift(kept.database);
  const rows = await kept.database.use((statements) =>
    findUses(statements, ["Query.wards", "WardKind.WARD", "WardFilter.codes"], "2020-01-01", 100),
  );
  expect(
    rows.map(({ name, client, clientVersion, count, elements }) => [
      name,
      client,
      clientVersion,
      count,
      elements,
    ]),
  ).toEqual(
    expect.arrayContaining([
      ["A", "board", "3", 1, ["Query.wards", "WardFilter.codes", "WardKind.WARD"]],
      [null, "board", "3", 1, ["Query.wards", "WardFilter.codes"]],
    ]),
  );
  expect(rows.length).toBe(2);
  const all = await kept.database.use((statements) => findUses(statements, ["Query.wards"], "2020-01-01", 9));
  expect(JSON.stringify(all)).not.toContain(secret);
  await fixture.stop();
}, 60_000);
