import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { type Cluster, removeCluster, startCluster } from "./cluster";
import { relocatedHome } from "./locate-cluster";
import { provisionDatabase } from "./provision-database";
import { processesIn } from "./stop-orphans";

let root: string;
let cluster: Cluster | undefined;
const lines: string[] = [];

/** Where the checkout itself is closed to PostgreSQL's user, every start says so; that is not what is tested. */
const note = (line: string) => {
  if (!line.startsWith("PostgreSQL runs from a copy")) lines.push(line);
};

beforeEach(() => {
  lines.length = 0;
  root = mkdtempSync(join(tmpdir(), "cluster-"));
  // Open to the user that runs PostgreSQL when the test is run by root.
  chmodSync(root, 0o755);
});
afterEach(async () => {
  await cluster?.stop("immediate");
  cluster = undefined;
  await removeCluster(root);
  rmSync(root, { recursive: true, force: true });
});

async function start(dataDirectory = root): Promise<Cluster> {
  cluster = await startCluster({ dataDirectory, port: 0, fast: true, log: note });
  return cluster;
}

describe("a cluster", () => {
  it("is made at the first start and kept by the second", async () => {
    const first = await start();
    await run(first.url, "CREATE TABLE kept AS SELECT 'Đường' AS word");
    await first.stop();
    expect(await processesIn(first.folder)).toEqual([]);
    const second = await start();
    expect(await run(second.url, "SELECT lower(word) FROM kept")).toEqual([{ lower: "đường" }]);
    expect(lines).toEqual(["Creating the PostgreSQL data folder"]);
    expect(statSync(join(root, "secrets.json")).mode & 0o777).toBe(0o600);
  });

  it("takes another port when its own is taken, and fails when it must have it", async () => {
    const { port } = await start();
    const dataDirectory = join(root, "other");
    const other = await startCluster({ dataDirectory, port, fast: true });
    expect(other.port).not.toBe(port);
    await other.stop();
    await expect(startCluster({ dataDirectory, port, exactPort: true, fast: true })).rejects.toThrow(
      `PostgreSQL did not start: FATAL:  could not create any TCP/IP sockets (see ${join(dataDirectory, "logs", "postgres.log")}).`,
    );
  });

  it("starts where the number in postmaster.pid now belongs to another process of its user", async () => {
    const { folder, stop } = await start();
    await stop();
    const { uid, gid } = statSync(folder);
    const other = spawn("sleep", ["60"], process.getuid?.() === 0 ? { uid, gid, cwd: "/" } : {});
    try {
      writeFileSync(
        join(folder, "postmaster.pid"),
        `${other.pid}\n${folder}\n1\n5432\n\n127.0.0.1\n\nready\n`,
      );
      const { url } = await start();
      expect(await run(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    } finally {
      other.kill("SIGKILL");
    }
  });

  it("ends a server that a former run has left behind, and starts its own", async () => {
    const orphan = await start();
    const second = await start();
    await orphan.ended;
    expect(second.pid).not.toBe(orphan.pid);
    expect(lines).toContain("Stopping the PostgreSQL that a former run has left behind");
  });

  it("makes anew what initdb left half-made, and sets aside what is no data folder", async () => {
    mkdirSync(join(root, "postgres.incomplete-1"));
    mkdirSync(join(root, "postgres"));
    writeFileSync(join(root, "postgres", "notes.txt"), "mine");
    await start();
    const aside = readdirSync(root).filter((name) => name.startsWith("postgres."));
    expect(aside).toEqual([expect.stringMatching(/^postgres\.set-aside-\d+$/)]);
    expect(readdirSync(join(root, aside[0] ?? ""))).toEqual(["notes.txt"]);
  });

  it("gets a new password when secrets.json is gone", async () => {
    const first = await start();
    await first.stop();
    rmSync(join(root, "secrets.json"));
    const second = await start();
    expect(await run(second.url, "SELECT current_user")).toEqual([{ current_user: "postgres" }]);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot(
    "is placed elsewhere when it would be in a folder closed to its user (only root has one)",
    async () => {
      const closed = join(root, "closed");
      mkdirSync(closed, { mode: 0o700 });
      const dataDirectory = join(closed, ".data");
      const { url, folder } = await start(dataDirectory);
      try {
        expect(folder).toBe(join(relocatedHome(dataDirectory), "postgres"));
        expect(lines[0]).toBe(
          `PostgreSQL's data is in ${folder}: the user postgres cannot reach ${dataDirectory}.`,
        );
        expect(await run(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
      } finally {
        await cluster?.stop();
        await removeCluster(dataDirectory);
      }
    },
  );
});

describe("a database", () => {
  it("belongs to a role that may do nothing else, however often it is provided", async () => {
    const { url } = await start();
    const name = 'a "quoted" name';
    const urls = await Promise.all([1, 2, 3].map(() => provisionDatabase(url, name, "p@ss'word")));
    expect(new Set(urls).size).toBe(1);
    const own = urls[0] ?? "";
    expect(await run(own, "SELECT current_user, current_database()")).toEqual([
      { current_user: name, current_database: name },
    ]);
    expect(
      await run(
        own,
        "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user",
      ),
    ).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false }]);
    await run(own, "CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm");
    await provisionDatabase(url, "second", "x");
    await expect(run(own.replace(/[^/]+$/, "second"), "SELECT 1")).rejects.toThrow(
      'permission denied for database "second"',
    );
  });
});

async function run(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
