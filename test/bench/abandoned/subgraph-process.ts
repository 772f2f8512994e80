import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { variablePrefix } from "../../../shared/base/config/variable-prefix";
import { heapArguments } from "../../../shared/base/process/heap-arguments";
import { fromRoot } from "../../../shared/base/project/project-root";
import type { Viewer } from "../../../shared/http/identity/viewer";
import { unusedPort } from "../../support/processes/unused-port";
import { admin, testNow } from "../../support/subgraph/subgraph-harness";
import { signAsGatewayOf } from "./sign-as-gateway";

/** A subgraph as a process of its own, of this checkout or another, which tells its heap. */
export interface SubgraphProcess {
  /** The answer's status and text, for an admin unless told; throws when it is left. */
  ask(query: string, signal?: AbortSignal, viewer?: Viewer): Promise<{ status: number; text: string }>;
  /** Megabytes in use after a collection. */
  heapMb(): Promise<number>;
  /** Megabytes of the machine's memory that are its own now. */
  residentMb(): number;
  /** Milliseconds from SIGTERM to its end. */
  endMs(): Promise<number>;
}

/** Starts it on a database that is filled. `root` is a built checkout; `ready` is said in the line of its log that is awaited. */
export async function startSubgraphProcess(
  root: string,
  name: string,
  databaseUrl: string,
  dataDirectory: string,
  ready?: string,
): Promise<SubgraphProcess> {
  const sign = await signAsGatewayOf(root, dataDirectory);
  const port = await unusedPort();
  const main = join(root, "dist", "subgraphs", name, "main.js");
  const teller = fromRoot("dist", "test", "bench", "abandoned", "tell-heap.js");
  // A build before was started without them.
  const nodeArguments = root === fromRoot() ? heapArguments.subgraph : [];
  const child = spawn(
    process.execPath,
    [...nodeArguments, "--expose-gc", "--require", teller, main, "serve"],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        LOG_LEVEL: ready === undefined ? "fatal" : "info",
        GRAPH_NOW: testNow,
        DATA_DIRECTORY: dataDirectory,
        [`${variablePrefix(name)}_PORT`]: String(port),
        [`${variablePrefix(name)}_DATABASE_URL`]: databaseUrl,
      },
    },
  );
  const isReady = lineWith(child, ready ?? "");
  await told(child, "kind");
  if (ready !== undefined) await isReady;
  return {
    async ask(query, signal, viewer = admin) {
      const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(await sign(viewer, name)) },
        body: JSON.stringify({ query }),
        ...(signal && { signal }),
      });
      return { status: answer.status, text: await answer.text() };
    },
    async heapMb() {
      child.send("heap");
      return Number(await told(child, "heap")) / 2 ** 20;
    },
    residentMb: () => residentMb(child.pid),
    async endMs() {
      const begun = performance.now();
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      return performance.now() - begun;
    },
  };
}

/** Reads all that it logs; gives the first line that has such a text, or undefined when it ends without one. */
async function lineWith({ stdout }: ChildProcess, text: string): Promise<string | undefined> {
  if (stdout === null) return undefined;
  const lines = createInterface({ input: stdout });
  return new Promise((resolve) => {
    lines.on("line", (line) => line.includes(text) && resolve(line));
    lines.on("close", () => resolve(undefined));
  });
}

function residentMb(pid: number | undefined): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

/** The next message that has such a value. */
async function told(child: ChildProcess, name: string): Promise<unknown> {
  while (true) {
    const [message] = await once(child, "message");
    if (typeof message === "object" && message !== null && name in message) return Reflect.get(message, name);
  }
}
