import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { unusedPort } from "../support/processes/unused-port";

const query = z.object({
  query: z.string(),
  /** Without `errors`, an answer may have some or none. */
  expected: z.object({ data: z.unknown().optional(), errors: z.boolean().optional() }),
});
export type AuditCase = z.infer<typeof query>;

/** The audit's subgraphs, supergraphs and questions, served from a checkout of it. */
export interface ServedAudit {
  suites(): Promise<string[]>;
  /** Its text; the subgraphs are routed to this server. */
  supergraph(suite: string): Promise<string>;
  queries(suite: string): Promise<AuditCase[]>;
  stop(): Promise<void>;
}

/** Starts the audit's server on a free port. Throws, with its last words, when it does not come up. */
export async function serveAudit(folder: string): Promise<ServedAudit> {
  if (!existsSync(join(folder, "src", "test-suites"))) {
    throw new Error(`Expected a checkout of graphql-hive/federation-gateway-audit in ${folder}.`);
  }
  if (!existsSync(join(folder, "node_modules", "tsx"))) {
    throw new Error(`Expected the packages of the audit in ${folder}: run npm ci there.`);
  }
  const port = await unusedPort();
  const server = spawn(process.execPath, ["--import", "tsx", "src/cli.ts", "serve", "--port", String(port)], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const url = `http://127.0.0.1:${port}`;
  await comesUp(server, `${url}/_health`);
  return {
    suites: async () => z.array(z.string()).parse(await (await get(`${url}/ids`)).json()),
    supergraph: async (suite) => (await get(`${url}/${suite}/supergraph`)).text(),
    queries: async (suite) => z.array(query).parse(await (await get(`${url}/${suite}/tests`)).json()),
    async stop() {
      const ended = once(server, "exit");
      server.kill("SIGKILL");
      await ended;
    },
  };
}

async function comesUp(server: ChildProcess, url: string): Promise<void> {
  let words = "";
  server.stderr?.on("data", (chunk) => {
    words = `${words}${chunk}`.slice(-2_000);
  });
  for (let attempt = 0; attempt < 600; attempt++) {
    if (server.exitCode !== null) break;
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await pause(100);
  }
  server.kill("SIGKILL");
  throw new Error(`Expected the audit's server at ${url} within a minute; it said: ${words || "nothing"}`);
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Expected ${url} to answer; status ${response.status}.`);
  return response;
}
