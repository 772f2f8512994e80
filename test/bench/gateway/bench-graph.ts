import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { boardSubgraphs } from "./board-graph";
import { startPinned } from "./pinned-process";
import { shopSubgraphs } from "./shop-graph";

/** The graphs of the benches by name. */
export const benchGraphs = { board: boardSubgraphs, shop: shopSubgraphs };
export type GraphName = keyof typeof benchGraphs;

/** A bench's supergraph, and where its subgraphs are. */
export interface BenchGraph {
  urls: Record<string, string>;
  supergraphSdl: string;
  supergraphFile: string;
  /**
   * How the subgraphs answer from now on: "repeat" the recorded text to each request, or "vary" it each time; "still" and
   * "changing" tell states besides, by which answers can be kept, and change never or each second.
   */
  answer(how: Answering): Promise<void>;
}

export type Answering = "repeat" | "vary" | "still" | "changing";

/** Runs `work` while the four subgraphs of a graph answer on the second core. */
export async function withBenchGraph(
  name: GraphName,
  work: (graph: BenchGraph) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "bench-gateway-"));
  const subgraphs = startPinned(1, ["dist/test/bench/gateway/subgraphs-main.js", name]);
  try {
    const [urls] = (await once(subgraphs, "message")) as [Record<string, string>];
    const supergraphSdl = compose(name, urls);
    const supergraphFile = join(directory, "supergraph.graphql");
    writeFileSync(supergraphFile, supergraphSdl);
    const answer = async (how: Answering) => {
      subgraphs.send(how);
      await once(subgraphs, "message");
    };
    await work({ urls, supergraphSdl, supergraphFile, answer });
  } finally {
    subgraphs.kill();
    rmSync(directory, { recursive: true });
  }
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@provides", "@requires", "@shareable"])\n';

function compose(graph: GraphName, urls: Record<string, string>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(benchGraphs[graph]).map(([name, { sdl }]) => ({
      ...{ name, url: urls[name] ?? "", typeDefs: parse(link + sdl) },
    })),
  );
  if (!supergraphSdl) throw new Error(`The bench's graph does not compose: ${errors?.join("\n")}`);
  return supergraphSdl;
}
