import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { unusedPort } from "../../support/processes/unused-port";
import type { RunningContender } from "../gateway/contenders";
import { spawnPinned } from "../gateway/pinned-process";
import { untilAnswered } from "../gateway/until-answered";
import type { PeersGraph } from "./peers-graph";

/**
 * Hive Router on the first core, by its defaults but for what would make a row tell of something else: by default it makes one
 * fetch of equal ones under way. With `sharesRequests` it makes one request of equal ones under way, as its public figures do.
 */
export async function startHiveRouter(
  program: string,
  graph: PeersGraph,
  { sharesRequests }: { sharesRequests: boolean },
): Promise<RunningContender> {
  const { supergraphFile } = graph.others ?? graph;
  const port = await unusedPort();
  const configuration = join(graph.folder, `hive-router-${port}.yaml`);
  writeFileSync(
    configuration,
    JSON.stringify({
      supergraph: { source: "file", path: supergraphFile },
      http: { host: "127.0.0.1", port, workers: 1 },
      log: { level: "error" },
      traffic_shaping: {
        all: { dedupe_enabled: false },
        router: { dedupe: { enabled: sharesRequests } },
      },
    }),
  );
  const child = spawnPinned(0, program, [], { ROUTER_CONFIG_FILE_PATH: configuration, RUST_LOG: "error" });
  await untilAnswered(`http://127.0.0.1:${port}/health`);
  return { child, url: `http://127.0.0.1:${port}/graphql` };
}
