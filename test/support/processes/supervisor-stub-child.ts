import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { Client } from "pg";
import { startHeartbeat } from "../../../shared/base/process/heartbeat";
import { report } from "../../../shared/base/process/report";

/**
 * A stand-in for a subgraph or the gateway, named by its argument. It answers every request with the
 * variables it was given. STUB_<NAME> makes it `fail`, `exit` or be `stubborn`, and a
 * file `<name>.broken` in the data folder has it exit as well.
 */
async function main(name: string): Promise<void> {
  const prefix = name.toUpperCase();
  const behaviour = process.env[`STUB_${prefix}`];
  if (behaviour === "fail") {
    report({ kind: "failed", message: `${name} cannot read its configuration` });
    process.exit(1);
  }
  const broken = join(process.env.DATA_DIRECTORY ?? "", `${name}.broken`);
  if (behaviour === "exit" || existsSync(broken)) {
    console.error(`${name} tripped over`);
    process.exit(3);
  }
  const url = process.env[`${prefix}_DATABASE_URL`];
  if (url !== undefined) await migrate(url);
  for (const done of [0, 5, 10]) report({ kind: "progress", step: "seeding", done, total: 10 });

  const known = Object.entries(process.env).filter(([key]) =>
    /_(URL|PORT)$|^(NODE_ENV|HOST|DATA_DIRECTORY)$/.test(key),
  );
  const server = createServer((_, response) => {
    response.setHeader("connection", "close");
    response.end(JSON.stringify({ pid: process.pid, environment: Object.fromEntries(known) }));
  });
  const port = Number(process.env[`${prefix}_PORT`]);
  server.listen({ port, host: "127.0.0.1", reusePort: process.env.SHARE_PORT === "on" }, () => {
    report({ kind: "ready", url: `http://127.0.0.1:${port}/graphql` });
    report({ kind: "settled" });
    startHeartbeat();
  });

  const stop = () => {
    if (behaviour === "stubborn") return;
    console.log(JSON.stringify({ level: "warn", msg: "draining" }));
    server.close(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("disconnect", stop);
}

/** A row for each start, so that a test sees whether the data outlived a crash. */
async function migrate(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query("CREATE EXTENSION IF NOT EXISTS unaccent; CREATE EXTENSION IF NOT EXISTS pg_trgm");
  await client.query("CREATE TABLE IF NOT EXISTS start (at timestamptz DEFAULT now())");
  await client.query("INSERT INTO start DEFAULT VALUES");
  await client.end();
}

void main(process.argv[2] ?? "");
