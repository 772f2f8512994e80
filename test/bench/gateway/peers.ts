import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync } from "node:fs";
import { fromRoot } from "../../../shared/base/project/project-root";
import { unusedPort } from "../../support/processes/unused-port";
import type { BenchGraph } from "./bench-graph";
import type { Contender, RunningContender } from "./contenders";
import { startPinned } from "./pinned-process";
import { untilAnswered } from "./until-answered";

const folder = (...path: string[]) => fromRoot("test", "bench", "peers", ...path);

/**
 * Gateways of others, from npm. They live in a folder of their own with a lock of its own, and are fetched when the
 * bench first wants them: about 500 MB. None, with a line that says why, where that fails or `BENCH_PEERS=off`.
 */
export async function fetchPeers(): Promise<Contender[]> {
  if (process.env.BENCH_PEERS === "off") return [];
  try {
    if (!isFetched()) await install();
  } catch (error) {
    console.log(`Without Hive Gateway: ${error instanceof Error ? error.message : String(error)}\n`);
    return [];
  }
  return [
    { name: "Hive Gateway", start: (graph) => startHive(graph) },
    { name: "Hive, Rust planner", start: (graph) => startHive(graph, "--hive-router-runtime") },
  ];
}

function isFetched(): boolean {
  try {
    return readFileSync(folder("package-lock.json")).equals(readFileSync(folder("node_modules", ".fetched")));
  } catch {
    return false;
  }
}

async function install(): Promise<void> {
  console.log("Fetching Hive Gateway into test/bench/peers, once …");
  const npm = spawn("npm", ["ci", "--ignore-scripts", "--loglevel=error"], {
    cwd: folder(),
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(npm, "close");
  if (code !== 0) throw new Error(`npm ci in test/bench/peers ended with ${code}.`);
  copyFileSync(folder("package-lock.json"), folder("node_modules", ".fetched"));
}

/** One process, as its documentation starts it; what is set otherwise stands in gateway.config.mjs, with the reason. */
async function startHive({ supergraphFile }: BenchGraph, ...flags: string[]): Promise<RunningContender> {
  const port = await unusedPort();
  const child = startPinned(0, [
    folder("node_modules", "@graphql-hive", "gateway", "dist", "bin.js"),
    ...["supergraph", supergraphFile, "--host", "127.0.0.1", "--port", String(port), "--fork", "1"],
    ...["--config-path", folder("gateway.config.mjs"), ...flags],
  ]);
  await untilAnswered(`http://127.0.0.1:${port}/readiness`);
  return { child, url: `http://127.0.0.1:${port}/graphql` };
}
