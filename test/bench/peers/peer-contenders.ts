import { join } from "node:path";
import { apollo, type Contender, startOurs } from "../gateway/contenders";
import { fetchPeers } from "../gateway/peers";
import { startHiveRouter } from "./hive-router";
import type { PeersGraph } from "./peers-graph";
import { findHiveRouter } from "./rust-programs";

/** All that take part; the first is what the others are compared with. Without what cannot be had, which is said. */
export async function peersOf(graph: PeersGraph): Promise<Contender[]> {
  const program = process.env.BENCH_HIVE === "off" ? undefined : findHiveRouter();
  if (!program) console.log("Without Hive Router: it is built by cargo.\n");
  const router = (name: string, sharesRequests: boolean): Contender => ({
    name,
    start: () => startHiveRouter(program ?? "", graph, { sharesRequests }),
  });
  const ours = (name: string, variables: Record<string, string>, main?: string): Contender => ({
    name,
    start: (started) =>
      startOurs(started, undefined, main, {
        ...graph.variables,
        KEPT_ANSWERS_MB: "0",
        KEPT_FETCHES_MB: "0",
        ...variables,
      }),
  });
  const baseline = process.env.BENCH_BASELINE;
  const others = graph.others;
  const throughSidecar = (contender: Contender): Contender => ({
    ...contender,
    start: (started) => contender.start({ ...started, ...others }),
  });
  return [
    ...(program ? [router("Hive Router", false), router("Hive Router, sharing", true)] : []),
    ...(baseline
      ? [ours("ours, older build", { SHARED_RUNS: "off" }, join(baseline, "dist/gateway/main.js"))]
      : []),
    ours("ours", { SHARED_RUNS: "off" }),
    ours("ours, sharing", { SHARED_RUNS: "on" }),
    ...[...(await fetchPeers()), apollo].map(throughSidecar),
  ];
}
