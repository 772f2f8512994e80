import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unusedPort } from "../../support/processes/unused-port";
import { spawnPinned } from "../gateway/pinned-process";
import { untilAnswered } from "../gateway/until-answered";
import type { PeersGraph } from "./peers-graph";
import { findBenchmarkSubgraphs } from "./rust-programs";

/**
 * Runs `work` while the Rust subgraphs of a checkout of https://github.com/graphql-hive/graphql-gateways-benchmark answer on
 * the second core. Says so, and does nothing, where they cannot be built.
 */
export async function withPublicBenchmark(
  checkout: string,
  work: (graph: PeersGraph, query: string) => Promise<void>,
): Promise<void> {
  const program = findBenchmarkSubgraphs(checkout);
  if (!program) return console.log("Without the public benchmark: its subgraphs are built by cargo.\n");
  const port = await unusedPort();
  const origin = `http://127.0.0.1:${port}`;
  const subgraphs = spawnPinned(1, program, [], { HOST: "127.0.0.1", PORT: String(port) });
  const folder = mkdtempSync(join(tmpdir(), "bench-peers-"));
  try {
    await untilAnswered(`${origin}/health`);
    const supergraphSdl = supergraphOf(checkout, origin);
    const supergraphFile = join(folder, "supergraph.graphql");
    writeFileSync(supergraphFile, supergraphSdl);
    const names = ["accounts", "inventory", "products", "reviews"];
    const urls = Object.fromEntries(names.map((name) => [name, `${origin}/${name}`]));
    const graph = { urls, supergraphSdl, supergraphFile, folder, processes: () => [Number(subgraphs.pid)] };
    await work(graph, queryOf(checkout));
  } finally {
    subgraphs.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
}

function supergraphOf(checkout: string, origin: string): string {
  const file = join(checkout, "gateways", "hive-router", "supergraph.graphql");
  return readFileSync(file, "utf8").replaceAll(/http:\/\/[\w.]+:4200/g, origin);
}

/** The one that its load script asks. */
function queryOf(checkout: string): string {
  const [, query] = /query: `([^`]*)`/.exec(readFileSync(join(checkout, "k6.js"), "utf8")) ?? [];
  if (!query) throw new Error("Expected a query in the k6.js of the public benchmark.");
  return query;
}
