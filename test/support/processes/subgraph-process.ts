import { spawn } from "node:child_process";
import { once } from "node:events";
import { systemClock } from "../../../shared/base/clock/clock";
import { variablePrefix } from "../../../shared/base/config/variable-prefix";
import type { ProcessReport } from "../../../shared/base/process/report";
import { fromRoot } from "../../../shared/base/project/project-root";
import { createInternalTokenSigner, internalTokenHeader } from "../../../shared/http/identity/internal-token";
import { ensureKeys, readPrivateKey } from "../../../shared/http/identity/keys";
import { admin, testNow, testScale } from "../subgraph/subgraph-harness";

/** A subgraph in a process of its own, as a supervisor runs it. */
export interface SubgraphProcess {
  /** Fulfilled with its URL when it has all at hand; rejected when it cannot start. */
  settled: Promise<string>;
  /** Asks it as the gateway would, for an admin. */
  ask(query: string, variables?: object): Promise<{ data?: Record<string, unknown>; errors?: unknown[] }>;
  /** Sends SIGTERM; the exit code. */
  stop(): Promise<number | null>;
}

/** Starts one on a database, empty or not, at a port of its own. */
export function startSubgraphProcess(
  name: string,
  databaseUrl: string,
  dataDirectory: string,
): SubgraphProcess {
  const prefix = variablePrefix(name);
  const child = spawn(process.execPath, [fromRoot("dist", "subgraphs", name, "main.js")], {
    env: {
      ...{
        PATH: process.env.PATH,
        NODE_ENV: "production",
        LOG_LEVEL: "error",
        DATA_DIRECTORY: dataDirectory,
      },
      ...{ GRAPH_NOW: testNow, SEED_SCALE: String(testScale) },
      ...{ [`${prefix}_DATABASE_URL`]: databaseUrl, [`${prefix}_PORT`]: "0" },
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  let url = "";
  const settled = new Promise<string>((resolve, reject) => {
    child.on("message", (report: ProcessReport) => {
      if (report.kind === "ready") url = report.url;
      if (report.kind === "settled") resolve(url);
      if (report.kind === "failed") reject(new Error(report.message));
    });
    void ended.then((code) => reject(new Error(`Expected ${name} to serve; it ended with ${code}.`)));
  });
  settled.catch(() => undefined);
  const statement = async () => {
    const { internalTokenPrivateKey } = await ensureKeys(dataDirectory);
    const privateKey = await readPrivateKey(internalTokenPrivateKey);
    return createInternalTokenSigner({ privateKey, clock: systemClock }).sign(admin, name);
  };
  return {
    settled,
    async ask(query, variables) {
      const response = await fetch(await settled, {
        method: "POST",
        headers: { "content-type": "application/json", [internalTokenHeader]: await statement() },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Awaited<ReturnType<SubgraphProcess["ask"]>>;
    },
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
