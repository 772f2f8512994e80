import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql from "sql-template-tag";
import { eventually } from "../../../test/support/gateway/gateway-request";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { loanCube } from "../../../test/template/loan/loan.cube";
import { libraries } from "../../../test/template/subgraph";
import { RequestWork } from "../../base/work/request-work";
import { truncateChangeLog } from "../../database/change-log/maintain-change-log";
import { countRows } from "../cube/count-rows";
import type { Cube } from "../cube/cube";
import { StatementCancelled } from "../cube/statistics-context";
import { ColumnStore } from "./column-store";

/* What may happen to a store's file and to the log that it follows: no figure is ever wrong because of it. */

let subgraph: TestSubgraph;
let folder: string;
/** What the store told, one line each. */
let told: string[];
beforeEach(async () => {
  subgraph = await openTestSubgraph({ ...libraries, cubes: [] });
  folder = await mkdtemp(join(tmpdir(), "column-store-"));
  told = [];
});
afterEach(async () => {
  await subgraph.close();
  await rm(folder, { recursive: true, force: true });
});

async function openStore(cube: Cube = loanCube): Promise<ColumnStore> {
  const tell = (_: object, message?: string) => void told.push(message ?? "");
  const store = new ColumnStore({
    ...{ cube, dataSource: subgraph.dataSource, folder, memory: 2 ** 27, statementTimeoutMs: 20_000 },
    log: { info: tell, warn: tell },
  });
  await store.open();
  return store;
}

const now = new Date("2025-11-14T05:00:00Z");
const query = { groupBy: ["LIBRARY", "READER"], first: 100 };

/** Whether the store answers; what it answers must be true. */
async function answers(store: ColumnStore, cube: Cube = loanCube): Promise<boolean> {
  const { database } = subgraph;
  const found = await store.count(query, { database, now });
  if (!found) return false;
  const { groups, totals } = found;
  expect({ groups, totals }).toEqual(await countRows(database, cube, query, now));
  return true;
}

const change = () =>
  subgraph.database.rows(
    sql`UPDATE loan SET returned_at = lent_at + interval '3 days' WHERE returned_at IS NULL AND id % 3 = 0`,
  );

const ready = "statistics are answered from the column store";
const anew = "the column store is not of this server, schema or log: it is made anew";

it("is opened once, however often it is told to", async () => {
  const store = await openStore();
  await change();
  expect(await answers(store)).toBe(true);
  await store.open();
  expect(await answers(store)).toBe(true);
  expect(told).toEqual([ready]);
  await store.end();
});

it("keeps its file over a restart, with what changed meanwhile", async () => {
  const before = await openStore();
  await before.end();
  await change();
  const store = await openStore();
  expect(await answers(store)).toBe(true);
  expect(told).toEqual([ready, ready]);
  expect(await readdir(folder)).toContain("1.duckdb");
  await store.end();
});

it.each(["the middle", "the head", "all"])(
  "makes a file anew of which %s is garbage, and says so",
  async (part) => {
    await (await openStore()).end();
    const path = join(folder, "1.duckdb");
    const { size } = await stat(path);
    if (part === "all") await writeFile(path, "no database");
    else {
      const file = await open(path, "r+");
      await file.write(
        Buffer.alloc(8192, 0xa5),
        0,
        8192,
        part === "head" ? 0 : Math.floor(size / 8192 / 2) * 8192,
      );
      await file.close();
    }
    const store = await openStore();
    // Damage may show itself only to who reads there; then the database answers, and the store is made anew.
    if (!(await answers(store))) await store.open();
    await change();
    expect(await answers(store)).toBe(true);
    await store.end();
  },
);

it("makes a file of another schema or epoch anew", async () => {
  const other: Cube = { ...loanCube, numbers: { daysLent: { sql: sql`1`, unit: "days" } } };
  await (await openStore(other)).end();
  const store = await openStore();
  expect(await answers(store)).toBe(true);
  await store.end();
  expect(told).toEqual([ready, anew, ready]);
  await subgraph.database.rows(sql`UPDATE change_epoch SET database = 1`);
  const again = await openStore();
  expect(await answers(again)).toBe(true);
  await again.end();
  expect(told.slice(3)).toEqual([expect.stringContaining("another server"), anew, ready]);
});

it("notices an epoch that ends while it serves", async () => {
  const store = await openStore();
  await subgraph.database.rows(sql`UPDATE change_epoch SET database = 1`);
  await change();
  expect(await answers(store)).toBe(false);
  await store.open();
  expect(await answers(store)).toBe(true);
  await store.end();
});

/** Whether every transaction of the cluster that is older than the cut has ended: other tests have some, too. */
async function isCutBehindAll(): Promise<true | undefined> {
  const { isBehind } = await subgraph.database.row<{ isBehind: boolean }>(sql`
    SELECT transaction < pg_snapshot_xmin(pg_current_snapshot()) AS "isBehind" FROM change_log_cut`);
  return isBehind || undefined;
}

it("reads all anew when the log was cut before it was read, or tells no more than that all has changed", async () => {
  const first = await openStore();
  await first.end();
  await change();
  await subgraph.database.rows(sql`UPDATE loan SET returned_at = NULL WHERE id % 5 = 0`);
  await truncateChangeLog(subgraph.database, 0);
  await eventually(isCutBehindAll);
  const store = await openStore();
  expect(await answers(store)).toBe(true);
  expect(told).toEqual([ready, anew, ready]);
  await subgraph.database.rows(sql`TRUNCATE loan`);
  expect(await answers(store)).toBe(false);
  await store.open();
  expect(await answers(store)).toBe(true);
  await store.end();
});

it("keeps its file when it has seen the cut, however long another's transaction goes on", async () => {
  const other = subgraph.dataSource.createQueryRunner();
  await other.startTransaction();
  await other.query("SELECT pg_current_xact_id()");
  await change();
  await subgraph.database.rows(sql`UPDATE loan SET returned_at = NULL WHERE id % 5 = 0`);
  await truncateChangeLog(subgraph.database, 0);
  const before = await openStore();
  await before.end();
  await change();
  const store = await openStore();
  expect(await answers(store)).toBe(true);
  expect(told).toEqual([ready, ready]);
  await store.end();
  await other.rollbackTransaction();
  await other.release();
});

it("takes another file when another process has the first", async () => {
  const script = `require("@duckdb/node-api").DuckDBInstance.create(${JSON.stringify(join(folder, "1.duckdb"))})
    .then(() => console.log("open")); setInterval(() => undefined, 1000);`;
  const other = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  await once(other.stdout, "data");
  const store = await openStore();
  expect(await answers(store)).toBe(true);
  expect((await readdir(folder)).filter((name) => name.endsWith(".duckdb"))).toEqual([
    "1.duckdb",
    "2.duckdb",
  ]);
  await store.end();
  other.kill();
  await once(other, "exit");
});

it("leaves it to the database when its folder cannot be written, and says so in one line", async () => {
  await rm(folder, { recursive: true });
  await writeFile(folder, "");
  const store = await openStore();
  expect(await answers(store)).toBe(false);
  expect(told).toEqual(["the column store is of no use and will be made anew; the database answers"]);
  await store.end();
});

it("ends a question that nobody waits for, and answers the next", async () => {
  const store = await openStore();
  const context = { database: subgraph.database, now, signal: AbortSignal.abort() };
  await expect(store.count(query, context)).rejects.toBeInstanceOf(StatementCancelled);
  expect(await answers(store)).toBe(true);
  await store.end();
});

it("goes on for all who wait when the request that was first to ask is ended", async () => {
  const store = await openStore();
  await change();
  const work = new RequestWork();
  const first = work.run(() => store.count(query, { database: subgraph.database, now, signal: work.signal }));
  const others = Promise.all([answers(store), answers(store)]);
  work.abandon();
  await first.catch(() => undefined);
  expect(await others).toEqual([true, true]);
  expect(told).toEqual([ready]);
  await store.end();
});
