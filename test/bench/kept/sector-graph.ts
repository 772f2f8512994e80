import { Client } from "pg";
import { publishedUrl } from "../../../shared/base/config/published-urls";
import { variablePrefix } from "../../../shared/base/config/variable-prefix";
import { fromRoot } from "../../../shared/base/project/project-root";
import { type RunningGraph, startGraph } from "../../support/processes/running-graph";
import type { BenchGraph } from "../gateway/bench-graph";

/** The four sectors with their databases, and gateways of a bench before them. */
export interface SectorGraph {
  graph: BenchGraph;
  /** Settings of a gateway that is one of this graph. */
  variables: Record<string, string>;
}

/** Writes this each second: which procedures there are, and when they were changed, is no figure of the board. */
const write =
  "UPDATE procedure SET changed_at = changed_at + INTERVAL '1 s' WHERE code = (SELECT min(code) FROM procedure)";
const everyMs = 1_000;

/** Runs `work` while `npm start` serves the demonstration in a hundredth of its size. */
export async function withSectors(work: (sectors: SectorGraph) => Promise<void>): Promise<void> {
  const running = await startGraph();
  const database = new Client({ connectionString: publishedUrl(running.dataDirectory, "procedures") });
  await database.connect();
  let writing: NodeJS.Timeout | undefined;
  try {
    const answer: BenchGraph["answer"] = async (how) => {
      clearInterval(writing);
      if (how === "changing") writing = setInterval(() => void database.query(write), everyMs);
    };
    const graph = {
      ...{ urls: running.subgraphs, supergraphSdl: "", answer },
      supergraphFile: fromRoot("gateway", "supergraph.graphql"),
    };
    await work({ graph, variables: variablesOf(running) });
  } finally {
    clearInterval(writing);
    await database.end();
    await running.cleanUp();
  }
}

function variablesOf({ subgraphs, dataDirectory }: RunningGraph): Record<string, string> {
  const urls = Object.entries(subgraphs).map(([name, url]) => [`${variablePrefix(name)}_URL`, url]);
  return {
    ...Object.fromEntries(urls),
    ...{
      DATA_DIRECTORY: dataDirectory,
      GATEWAY_IDENTITY: "on",
      FRESHNESS_INTERVAL_MS: "0",
      SQL_STANDBY: "0",
    },
  };
}
