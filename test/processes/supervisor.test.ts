import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import {
  ask,
  isGone,
  kill,
  SupervisorBench,
  type SupervisorRun,
  until,
} from "../support/processes/supervisor-run";

let bench: SupervisorBench;
beforeEach(() => {
  bench = new SupervisorBench();
});
afterEach(() => bench.cleanUp());

describe("a start", () => {
  it("brings everything up and says where it is", async () => {
    const run = bench.run();
    const urls = await run.isUp();
    expect(run.output).toContain(`Explorer   ${urls.gateway?.replace("graphql", "")}\n`);
    expect(run.output).toMatch(/Database {3}postgres:\/\/postgres@127\.0\.0\.1:\d+\/postgres\n/);
    expect(run.output).toContain(`Logs       ${join(bench.dataDirectory, "logs")}\n`);
    expect(run.output).toMatch(/alpha: seeding 50 %/);
    expect(await run.interrupt()).toBe(0);
  });

  it("gives each subgraph its own database, and the gateway none", async () => {
    const run = bench.run();
    const { gateway = "", alpha = "", beta = "" } = await run.isUp();
    const common = { NODE_ENV: "production", HOST: "127.0.0.1", DATA_DIRECTORY: bench.dataDirectory };
    const database = (name: string) =>
      expect.stringMatching(`^postgres://${name}:[^@]+@127.0.0.1:\\d+/${name}$`);
    const given = { DATABASE_PORT: "0", GATEWAY_PORT: "0", ...common };
    const alphaEnvironment = (await ask(alpha)).environment;
    expect(only(alphaEnvironment)).toEqual({
      ...given,
      ALPHA_PORT: new URL(alpha).port,
      PUBLIC_URL: new URL(gateway).origin,
      ALPHA_DATABASE_URL: database("alpha"),
    });
    expect(only((await ask(beta)).environment)).toEqual({
      ...given,
      BETA_PORT: new URL(beta).port,
      PUBLIC_URL: new URL(gateway).origin,
      BETA_DATABASE_URL: database("beta"),
    });
    expect(only((await ask(gateway)).environment)).toEqual({
      ...given,
      GATEWAY_PORT: new URL(gateway).port,
      ALPHA_URL: alpha,
      BETA_URL: beta,
    });
    const url = alphaEnvironment.ALPHA_DATABASE_URL ?? "";
    for (const other of ["beta", "postgres", "template1"]) {
      await expect(query(url.replace(/alpha$/, other), "SELECT 1")).rejects.toThrow(
        `permission denied for database "${other}"`,
      );
    }
  });

  it("starts no PostgreSQL when every subgraph has a database of the operator's", async () => {
    const first = bench.run();
    const { alpha } = await first.isUp();
    const url = (await ask(alpha)).environment.ALPHA_DATABASE_URL ?? "";
    const second = bench.run({
      DATA_DIRECTORY: join(bench.root, "other"),
      ALPHA_DATABASE_URL: url,
      BETA_DATABASE_URL: url,
    });
    const urls = await second.isUp();
    expect((await ask(urls.beta)).environment.BETA_DATABASE_URL).toBe(url);
    expect(existsSync(join(bench.root, "other", "postgres"))).toBe(false);
    expect(second.output).toContain("Database   as *_DATABASE_URL say");
    expect([await second.interrupt(), await first.interrupt()]).toEqual([0, 0]);
  });
});

describe("an end", () => {
  it("on Ctrl-C leaves no process and no lock", async () => {
    const run = bench.run();
    const pids = await pidsOf(run);
    expect(await run.interrupt()).toBe(0);
    for (const pid of pids) await isGone(pid);
    expect(existsSync(join(bench.dataDirectory, "supervisor.json"))).toBe(false);
    expect(existsSync(join(bench.folder, "postmaster.pid"))).toBe(false);
  });

  it("is forced by a second Ctrl-C, but not by the copy of the first that npm sends", async () => {
    const run = bench.run({ STUB_ALPHA: "stubborn" });
    const pids = await pidsOf(run);
    let signals = 0;
    let exitCode: number | null | undefined;
    void run.exitCode.then((code) => {
      exitCode = code;
    });
    const startedAt = Date.now();
    await until(
      () => {
        if (exitCode === undefined) process.kill(run.pid, "SIGINT");
        signals += 1;
        return exitCode;
      },
      () => "its end",
    );
    expect([exitCode, signals > 10, Date.now() - startedAt < 8_000]).toEqual([1, true, true]);
    for (const pid of pids) await isGone(pid);
    expect(run.output).toContain("Forced: ending everything at once.");
  });

  it("comes within ten seconds, whatever its processes do", async () => {
    const run = bench.run({ STUB_ALPHA: "stubborn", STUB_GATEWAY: "stubborn" });
    const pids = await pidsOf(run);
    const startedAt = Date.now();
    process.kill(run.pid, "SIGTERM");
    expect(await run.exitCode).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    for (const pid of pids) await isGone(pid);
  });

  it("comes on Ctrl-C while it is still starting", async () => {
    const run = bench.run();
    await run.shows(/Starting PostgreSQL/);
    expect(await run.interrupt()).toBe(0);
    expect(existsSync(join(bench.folder, "postmaster.pid"))).toBe(false);
    const second = bench.run();
    await second.isUp();
    expect(await second.interrupt()).toBe(0);
  });
});

describe("what dies", () => {
  it("is started again: a subgraph", async () => {
    const run = bench.run();
    const { alpha } = await run.isUp();
    const { pid } = await ask(alpha);
    kill(pid);
    await run.shows(/alpha has ended \(SIGKILL\); it is started again in 0 s\./);
    await run.shows(/alpha is up again\./);
    expect((await ask(alpha)).pid).not.toBe(pid);
    expect(await run.interrupt()).toBe(0);
  });

  it("is noticed when it only hangs, killed, and started again", async () => {
    const run = bench.run({ HANG_LIMIT_MS: "1000" });
    const { alpha } = await run.isUp();
    const { pid } = await ask(alpha);
    process.kill(pid, "SIGSTOP");
    await run.shows(/alpha has not answered for 1 s; it is killed\./);
    await run.shows(/alpha is up again\./);
    expect((await ask(alpha)).pid).not.toBe(pid);
    expect(await run.interrupt()).toBe(0);
  });

  it("is started again: PostgreSQL, under the same URL", async () => {
    const run = bench.run({ STUB_DATABASE: "durable" });
    const { alpha } = await run.isUp();
    kill(postmasterPid());
    await run.shows(/PostgreSQL is up again\./);
    const url = (await ask(alpha)).environment.ALPHA_DATABASE_URL ?? "";
    expect(await query(url, "SELECT count(*)::int FROM start")).toEqual([{ count: 1 }]);
    expect(await run.interrupt()).toBe(0);
  });

  it("is recovered from: kill -9 of everything", async () => {
    const first = bench.run({ STUB_DATABASE: "durable" });
    const pids = await pidsOf(first);
    for (const pid of pids) kill(pid);
    for (const pid of pids) await isGone(pid);
    await expectSecondStart();
  });

  it("is recovered from: kill -9 of the supervisor alone", async () => {
    const first = bench.run();
    const pids = await pidsOf(first);
    await first.kill();
    const second = bench.run();
    await second.shows(/Stopping the PostgreSQL that a former run has left behind/);
    for (const pid of pids) await isGone(pid);
    await second.isUp();
    expect(await second.interrupt()).toBe(0);
    await expectSecondStart(3);
  });
});

describe("one line says what is wrong", () => {
  it("when a port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await until(
      () => server.address() ?? undefined,
      () => "an address",
    );
    const { port } = server.address() as AddressInfo;
    const run = bench.run({ GATEWAY_PORT: String(port) });
    const code = await run.exitCode;
    server.close();
    expect([code, run.output]).toEqual([
      1,
      expect.stringMatching(
        new RegExp(
          `^Port ${port} is already taken( \\(by .+, pid ${process.pid}\\))?: stop that process or set GATEWAY_PORT\\.\n$`,
        ),
      ),
    ]);
  });

  it("when two ports are the same", async () => {
    const run = bench.run({ GATEWAY_PORT: "54399", ALPHA_PORT: "54399" });
    expect([await run.exitCode, run.output]).toEqual([
      1,
      "GATEWAY_PORT and ALPHA_PORT are both 54399: set one of them to another port.\n",
    ]);
  });

  it("when a variable is bad, without showing what may hold a password", async () => {
    const run = bench.run({ ALPHA_DATABASE_URL: "secret" });
    expect([await run.exitCode, run.output]).toEqual([
      1,
      "ALPHA_DATABASE_URL: expected a PostgreSQL URL, postgres://role:password@host:port/database, got another value (not shown).\n",
    ]);
  });

  it("when the data folder is of another PostgreSQL version", async () => {
    const first = bench.run();
    await first.isUp();
    await first.interrupt();
    writeFileSync(join(bench.folder, "PG_VERSION"), "17\n");
    const run = bench.run();
    expect(await run.exitCode).toBe(1);
    expect(run.output).toContain(
      `The data folder ${bench.folder} was made by PostgreSQL 17, and this is PostgreSQL 18: move it away to start with an empty one (the demonstration data is seeded again), or upgrade it with pg_upgrade.\n`,
    );
  });

  it("when it is already running", async () => {
    const first = bench.run();
    await first.isUp();
    const second = bench.run();
    expect([await second.exitCode, second.output]).toEqual([
      1,
      `Already running as pid ${first.pid} with the data in ${bench.dataDirectory}: stop that one (kill ${first.pid}), or set DATA_DIRECTORY and the ports to others.\n`,
    ]);
    expect(await first.interrupt()).toBe(0);
  });

  it("when a process reports that it cannot start", async () => {
    const run = bench.run({ STUB_BETA: "fail" });
    expect(await run.exitCode).toBe(1);
    expect(run.output).toContain("\nbeta cannot read its configuration\n");
  });

  it("when a process ends three times before it was ready", async () => {
    const run = bench.run({ STUB_BETA: "exit" });
    expect(await run.exitCode).toBe(1);
    expect(run.output).toContain(
      `\nbeta: ended 3 times before it was ready (exit code 3: beta tripped over)\nSee ${join(bench.dataDirectory, "logs", "beta.log")}\n`,
    );
  });
});

/** Starts once more on the same data, and sees that every start has left its row. */
async function expectSecondStart(starts = 2): Promise<void> {
  const run = bench.run();
  const { alpha } = await run.isUp();
  const url = (await ask(alpha)).environment.ALPHA_DATABASE_URL ?? "";
  expect(await query(url, "SELECT count(*)::int FROM start")).toEqual([{ count: starts }]);
  expect(await run.interrupt()).toBe(0);
}

/** Every process of a run that is up: supervisor, children, PostgreSQL. */
async function pidsOf(run: SupervisorRun): Promise<number[]> {
  const urls = Object.values(await run.isUp());
  const answers = await Promise.all(urls.map((url) => ask(url)));
  return [run.pid, ...answers.map(({ pid }) => pid), postmasterPid()];
}

function postmasterPid(): number {
  return Number(readFileSync(join(bench.folder, "postmaster.pid"), "utf8").split("\n")[0]);
}

/** Without what the machine that runs the test has set itself. */
function only(environment: Record<string, string>): Record<string, string> {
  const names = /^((ALPHA|BETA)_.*|(GATEWAY|DATABASE)_PORT|PUBLIC_URL|NODE_ENV|HOST|DATA_DIRECTORY)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => names.test(name)));
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
