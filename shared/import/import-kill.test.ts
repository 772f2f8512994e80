import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { DataSource } from "typeorm";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { migrate } from "../database/migrate";
import { itemsSource } from "./fixture/items-source";

let url: string;
let dataSource: DataSource;

beforeAll(async () => {
  url = await createTestDatabase("import_kill");
  dataSource = await itemsSource(url).initialize();
  await migrate(dataSource);
});

afterAll(() => dataSource.destroy());

beforeEach(() => dataSource.query("TRUNCATE item, import_change, import_run"));

const rowCount = 6_000;
const lines = [
  "Code,Title,Box,Kind,Added on,Count\n",
  ...Array.from({ length: rowCount }, (_, index) => `I-${index + 1},Đèn,B1,TOY,2025-11-14,1\n`),
];

function start(): ChildProcess {
  const child = spawn(process.execPath, [join(__dirname, "fixture", "import-items.js"), "-"], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["pipe", "pipe", "pipe"],
  });
  // It is killed while it is written to.
  child.stdin?.on("error", () => undefined);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = child.exitCode ?? child.signalCode;
  if (ended === null) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  // PostgreSQL notices that the client is gone when it next reads or writes.
  const others =
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'";
  while ((await dataSource.query(others)).length > 0);
}

const left = () =>
  dataSource.query(
    "SELECT (SELECT count(*)::int FROM item) AS items, (SELECT count(*)::int FROM import_run) AS runs",
  );
const nothing = [{ items: 0, runs: 0 }];
const everything = [{ items: rowCount, runs: 1 }];

describe("kill -9", () => {
  it.each([0.01, 0.3, 0.7, 1])("leaves nothing when %d of the file was read", async (share) => {
    const child = start();
    const part = lines.slice(0, Math.floor(lines.length * share)).join("");
    child.stdin?.write(part);
    const reading =
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY import_stage%'";
    while ((await dataSource.query(reading)).length === 0);
    await kill(child);
    expect(await left()).toEqual(nothing);
  });

  it("leaves nothing while it writes", async () => {
    const holder = dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query("LOCK TABLE item IN SHARE MODE");
    const child = start();
    child.stdin?.end(lines.join(""));
    const waiting = "SELECT FROM pg_locks WHERE relation = 'item'::regclass AND NOT granted";
    while ((await dataSource.query(waiting)).length === 0);
    child.kill("SIGKILL");
    await once(child, "exit");
    await holder.commitTransaction();
    await holder.release();
    await kill(child);
    expect(await left()).toEqual(nothing);
  });

  it.each(["reading", "checking", "writing"])(
    "leaves nothing or everything when it says %s",
    async (step) => {
      const child = start();
      child.stdin?.end(lines.join(""));
      let told = "";
      for await (const text of child.stderr ?? []) {
        told += text;
        if (told.includes(step)) break;
      }
      await kill(child);
      const [state] = await left();
      expect([nothing[0], everything[0]]).toContainEqual(state);
    },
  );

  it("leaves everything once it has said so", async () => {
    const child = start();
    child.stdin?.end(lines.join(""));
    let told = "";
    for await (const text of child.stdout ?? []) {
      told += text;
      if (told.includes("all taken in")) break;
    }
    await kill(child);
    expect(await left()).toEqual(everything);
  });
});
