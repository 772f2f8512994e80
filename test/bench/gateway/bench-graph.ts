import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { subgraphSdls } from "./graph";
import { startPinned } from "./pinned-process";

/** The bench's supergraph, and where its subgraphs are. */
export interface BenchGraph {
  urls: Record<string, string>;
  supergraphSdl: string;
  supergraphFile: string;
  /** How the subgraphs answer from now on: "repeat" the recorded text to each request, or "vary" it each time. */
  answer(how: Answering): Promise<void>;
}

export type Answering = "repeat" | "vary";

/** Runs `work` while the four subgraphs answer on the second core. */
export async function withBenchGraph(work: (graph: BenchGraph) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "bench-gateway-"));
  const subgraphs = startPinned(1, ["dist/test/bench/gateway/subgraphs-main.js"]);
  try {
    const [urls] = (await once(subgraphs, "message")) as [Record<string, string>];
    const supergraphSdl = compose(urls);
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

function compose(urls: Record<string, string>): string {
  const { supergraphSdl, errors } = composeServices(
    [...subgraphSdls].map(([name, sdl]) => ({ name, url: urls[name] ?? "", typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(`The bench's graph does not compose: ${errors?.join("\n")}`);
  return supergraphSdl;
}
