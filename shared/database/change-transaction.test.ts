import { connect, createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import sql from "sql-template-tag";
import type { DataSource } from "typeorm";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { databaseProblem } from "../base/errors/database-error";
import { GraphError } from "../base/errors/graph-error";
import { createLogger } from "../base/log/logger";
import { RequestWork } from "../base/work/request-work";
import { inChangeTransaction } from "./change-transaction";
import { createDataSource } from "./data-source";
import type { Database } from "./database";

let url: string;
let dataSource: DataSource;
beforeAll(async () => {
  url = await createTestDatabase("changes");
  dataSource = await open(url);
  await dataSource.query(`CREATE TABLE item (id int PRIMARY KEY, day date NOT NULL);
    CREATE TABLE entry (number int GENERATED ALWAYS AS IDENTITY, item int NOT NULL CHECK (item < 100))`);
});
afterAll(() => dataSource.destroy());
beforeEach(() => dataSource.query("TRUNCATE item, entry"));

const open = (at: string) =>
  createDataSource({
    ...{
      url: at,
      applicationName: "test",
      entities: [],
      migrations: [],
      poolSize: 4,
      statementTimeoutMs: 10_000,
    },
    log: createLogger("test", "silent"),
  }).initialize();

const day = "2025-11-14";
const insert = (id: number) =>
  sql`INSERT INTO item VALUES (${id}, current_setting('graph.today')::date) RETURNING id`;
const put = (id: number) => sql`INSERT INTO entry (item) VALUES (${id}) RETURNING item`;

const add = (source: DataSource, id: number) =>
  inChangeTransaction(source, day, async (database) => ({
    result: await database.rows(insert(id)),
    last: put(id),
    ofRefusal: (cause) => new Error("not put down", { cause }),
  }));

const stored = () =>
  dataSource.query("SELECT id, day::text, item FROM item FULL JOIN entry ON item = id ORDER BY 1");

it("knows its day, and gives what it came to and the rows of its last statement", async () => {
  expect(await add(dataSource, 1)).toEqual({ result: [{ id: 1 }], rows: [{ item: 1 }] });
  expect(await stored()).toEqual([{ id: 1, day, item: 1 }]);
});

it("sets the day for itself alone", async () => {
  await add(dataSource, 1);
  const rows = await Promise.all(
    [1, 2, 3, 4].map(() =>
      dataSource.query("SELECT coalesce(current_setting('graph.today', true), '') AS day"),
    ),
  );
  expect(new Set(rows.flat().map((row) => row.day))).toEqual(new Set([""]));
});

it("changes nothing where its last statement is refused, and leaves its connection as it was", async () => {
  for (let time = 0; time < 6; time++) await expect(add(dataSource, 100)).rejects.toThrow("not put down");
  expect(await stored()).toEqual([]);
  await Promise.all([2, 3, 4, 5].map((id) => add(dataSource, id)));
  expect(await stored()).toHaveLength(4);
});

it("changes nothing where its work fails, or has no last statement to fail", async () => {
  await add(dataSource, 1);
  await expect(add(dataSource, 1)).rejects.toThrow("duplicate key");
  await inChangeTransaction(dataSource, day, async () => ({ result: undefined }));
  expect(await stored()).toEqual([{ id: 1, day, item: 1 }]);
});

it("ends many that come at once, one after the other", async () => {
  const ids = Array.from({ length: 40 }, (_, at) => at);
  await Promise.all(ids.map((id) => add(dataSource, id)));
  expect(await stored()).toEqual(ids.map((id) => ({ id, day, item: id })));
});

it("changes nothing when its request ends while others have their turn", async () => {
  const holder = dataSource.createQueryRunner();
  await holder.startTransaction();
  await holder.query("LOCK TABLE entry IN SHARE MODE");
  const held = [1, 2].map((id) => add(dataSource, id));
  const waiting =
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await holder.query(waiting)).length < 2);
  const work = new RequestWork();
  work.isChange = true;
  let isReady = false;
  const third = work.run(() =>
    inChangeTransaction(dataSource, day, async (database) => {
      const result = await database.rows(insert(3));
      isReady = true;
      return { result, last: put(3) };
    }),
  );
  const outcome = expect(third).rejects.toThrow("Its time is up.");
  while (!isReady) await holder.query("SELECT");
  work.end(new GraphError("QUERY_TIMEOUT", "Its time is up."));
  await outcome;
  expect(work.hasChanged).toBe(false);
  await holder.rollbackTransaction();
  await holder.release();
  await Promise.all(held);
  expect((await stored()).map(({ id }: { id: number }) => id)).toEqual([1, 2]);
  // Its turn was not lost with it.
  await Promise.all([4, 5, 6].map((id) => add(dataSource, id)));
});

it.each([
  ["another statement", async (database: Database) => void (await database.rows(insert(2)))],
  ["its end", async () => {}],
])("changes nothing where its connection breaks before %s, and says what it is", async (_, next) => {
  const work = new RequestWork();
  work.isChange = true;
  const change = work.run(() =>
    inChangeTransaction(dataSource, day, async (database) => {
      await database.rows(insert(1));
      const { pid } = await database.row<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      await dataSource.query("SELECT pg_terminate_backend($1, 5000)", [pid]);
      // pg is told by the socket.
      await sleep(100);
      await next(database);
      return { result: undefined, last: put(1) };
    }),
  );
  const error: unknown = await change.catch((thrown: unknown) => thrown);
  expect(databaseProblem(error)?.code).toBe("SERVICE_UNAVAILABLE");
  expect(work.hasChanged).toBe(false);
  expect(await stored()).toEqual([]);
});

/** Stands before PostgreSQL, and keeps its answer to a message with `first` back until one with `second` has come. */
function holdBack(first: string, second: string): Promise<Server> {
  const { hostname, port } = new URL(url);
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    let seen = "";
    client.on("data", (bytes) => {
      seen += bytes.toString("latin1");
      upstream.write(bytes);
      if (!isHeld()) release();
    });
    let kept: Buffer[] = [];
    const isHeld = () => seen.includes(first) && !seen.includes(second);
    const release = () => {
      for (const bytes of kept) client.write(bytes);
      kept = [];
    };
    upstream.on("data", (bytes) => {
      if (isHeld()) kept.push(bytes);
      else client.write(bytes);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on("close", () => other.destroy());
      one.on("error", () => other.destroy());
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

it.each([
  ["its beginning and its day", "START TRANSACTION", "graph.today"],
  ["its last statement and its end", "INSERT INTO entry", "COMMIT"],
])("sends %s without waiting in between", async (_, first, second) => {
  const proxy = await holdBack(first, second);
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("Expected a port.");
  const through = new URL(url);
  through.port = String(address.port);
  const source = await open(through.href);
  try {
    expect((await add(source, 7)).rows).toEqual([{ item: 7 }]);
  } finally {
    await source.destroy();
    proxy.close();
  }
});
