import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProcessReport } from "../../shared/base/process/report";
import { fromRoot } from "../../shared/base/project/project-root";
import { ensureKeys } from "../../shared/http/identity/keys";
import { runScript } from "../../shared/runner/check/run-script";
import { createTestDatabase } from "../support/database/test-cluster";

/** A subgraph's process as an operator starts it. */
function start(verb: string, environment: Record<string, string>) {
  const quiet = { LOG_LEVEL: "error", DATA_DIRECTORY: "/nowhere" };
  return runScript(fromRoot("dist/test/support/gateway/slow-subgraph-main.js"), [verb], {
    ...quiet,
    ...environment,
  });
}

it("migrates for as long as it takes, whatever the limit of a request", async () => {
  const SLOW_SECTOR_DATABASE_URL = await createTestDatabase("slow");
  expect(await start("migrate", { SLOW_SECTOR_DATABASE_URL, STATEMENT_TIMEOUT_MS: "100" })).toEqual({
    ...{ code: 0, output: "", stdout: "" },
  });
});

it.each([
  [
    "nonsense",
    {},
    "Expected one of up, serve, migrate, seed, drift, schema, declarations, import; got nonsense.\n",
  ],
  [
    "migrate",
    {},
    "SLOW_SECTOR_DATABASE_URL is not set: expected a PostgreSQL URL, postgres://role:password@host:port/database.\n",
  ],
  [
    "migrate",
    { SLOW_SECTOR_DATABASE_URL: "postgres://nobody:secret@127.0.0.1:1/none" },
    "The database of slow-sector cannot be reached: connect ECONNREFUSED 127.0.0.1:1.\n",
  ],
])("says in one line why it cannot %s with %j", async (verb, environment, output) => {
  expect(await start(verb, environment)).toEqual({ code: 1, output, stdout: "" });
});

it("says in one line that its password is wrong, and not what it is", async () => {
  const url = new URL(await createTestDatabase("slow"));
  url.password = "guessed";
  const { code, output } = await start("migrate", { SLOW_SECTOR_DATABASE_URL: url.href });
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringMatching(
      /^The database of slow-sector cannot be reached: password authentication failed for user "\w+"\.\n$/,
    ),
  });
  expect(output).not.toContain("guessed");
});

it("serves where it can write nothing, and says so in a line", async () => {
  const keys = mkdtempSync(join(tmpdir(), "keys-"));
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  try {
    const { internalTokenPublicKey } = await ensureKeys(keys);
    child = spawn(process.execPath, [fromRoot("dist/test/support/gateway/slow-subgraph-main.js"), "serve"], {
      env: {
        ...{ PATH: process.env.PATH, NODE_ENV: "production", LOG_LEVEL: "warn", METRICS_PORT: "0" },
        ...{ DATA_DIRECTORY: "/dev/null/nowhere", SLOW_SECTOR_PORT: "0" },
        INTERNAL_TOKEN_PUBLIC_KEY_FILE: internalTokenPublicKey,
        SLOW_SECTOR_DATABASE_URL: await createTestDatabase("slow"),
      },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    child.stdout?.on("data", (chunk: Buffer) => lines.push(...chunk.toString().trimEnd().split("\n")));
    const [ready] = (await once(child, "message")) as [ProcessReport];
    if (ready.kind !== "ready") throw new Error(JSON.stringify(ready));
    const health = await fetch(new URL("/health/ready", ready.url));
    expect(health.status).toBe(200);
  } finally {
    child?.kill("SIGTERM");
    if (child) await once(child, "close");
    rmSync(keys, { recursive: true });
  }
  expect(lines.map((line) => JSON.parse(line).msg)).toContain("Prometheus is not told of this process");
});
