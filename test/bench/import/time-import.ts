import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { issueToken } from "../../../gateway/token";
import { systemClock } from "../../../shared/base/clock/clock";
import { fromRoot } from "../../../shared/base/project/project-root";
import { testNow } from "../../support/subgraph/subgraph-harness";

/** How an import went. */
export interface ImportTimes {
  /** The last line that it printed. */
  outcome: string;
  /** What it said it was at, and for how long. */
  parts: { name: string; seconds: number }[];
  seconds: number;
  /** The most that the process had in memory; "?" where it did not say. */
  megabytes: string;
}

/** Runs `npm run import -- SUBGRAPH FILE` without npm, and clocks what it tells of its work. */
export async function timeImport(subgraph: string, file: string, url: string): Promise<ImportTimes> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "graph-import-keys-"));
  const token = await issueToken({ role: "admin", sub: "bench", hours: 1 }, dataDirectory, systemClock);
  const begun = performance.now();
  const child = spawn(process.execPath, [fromRoot("dist", "shared", "import", "main.js"), subgraph, file], {
    env: {
      ...process.env,
      GRAPH_NOW: testNow,
      DATA_DIRECTORY: dataDirectory,
      IMPORT_TOKEN: token,
      [`${subgraph.toUpperCase()}_DATABASE_URL`]: url,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const steps: { name: string; at: number }[] = [];
  createInterface(child.stderr).on("line", (line) => {
    const name = /^(.+) \([^()]+\.(?:csv|xlsx)\)$/.exec(line)?.[1];
    if (name !== undefined) steps.push({ name, at: performance.now() });
  });
  const lines: string[] = [];
  createInterface(child.stdout).on("line", (line) => lines.push(line));
  await once(child, "close");
  const ended = performance.now();
  rmSync(dataDirectory, { recursive: true, force: true });
  const outcome = lines.at(-1) ?? "nothing said";
  return {
    outcome,
    parts: steps.map(({ name, at }, place) => ({
      name,
      seconds: ((steps[place + 1]?.at ?? ended) - at) / 1000,
    })),
    seconds: (ended - begun) / 1000,
    megabytes: /at most (\d+) MB/.exec(outcome)?.[1] ?? "?",
  };
}
