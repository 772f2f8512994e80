import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "../../../shared/base/project/project-root";
import { unusedPort } from "../../support/processes/unused-port";
import { startPinned } from "../gateway/pinned-process";
import { untilAnswered } from "../gateway/until-answered";
import { withSectors } from "../kept/sector-graph";
import type { PeersGraph } from "./peers-graph";

/**
 * Runs `work` while the four sectors answer on the second core with their databases: ours directly, gateways of others
 * through the sidecar that signs for them, which is counted with the subgraphs.
 */
export async function withBoardBehindSidecar(work: (graph: PeersGraph) => Promise<void>): Promise<void> {
  await withSectors(async ({ graph, variables }) => {
    const folder = mkdtempSync(join(tmpdir(), "bench-peers-"));
    const port = await unusedPort();
    const environment = { ...variables, SIDECAR_PORT: String(port), LOG_LEVEL: "error" };
    const main = "dist/gateway/sidecar/main.js";
    const sidecar = startPinned(1, [main], environment);
    try {
      const supergraphSdl = execFileSync(process.execPath, [fromRoot(main), "supergraph"], {
        env: { ...process.env, ...environment },
        encoding: "utf8",
        maxBuffer: 2 ** 26,
      });
      const supergraphFile = join(folder, "router.graphql");
      writeFileSync(supergraphFile, supergraphSdl);
      await untilAnswered(`http://127.0.0.1:${port}/health/ready`);
      await work({
        ...{
          urls: graph.urls,
          supergraphSdl: graph.supergraphSdl,
          supergraphFile: graph.supergraphFile,
          folder,
        },
        processes: () => [Number(sidecar.pid), ...processesOf(variables.DATA_DIRECTORY ?? "")],
        others: { supergraphSdl, supergraphFile },
        variables,
      });
    } finally {
      sidecar.kill("SIGKILL");
      rmSync(folder, { recursive: true });
    }
  });
}

/** Pids of what a supervisor has started, the database's own processes included. */
function processesOf(dataDirectory: string): number[] {
  const { pid } = JSON.parse(readFileSync(join(dataDirectory, "supervisor.json"), "utf8"));
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    const parent = parentOf(name);
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const isWithin = (each: number | undefined): boolean =>
    each !== undefined && (each === pid || isWithin(parents.get(each)));
  return [...parents.keys()].filter(isWithin);
}

/** Undefined of a process that has ended meanwhile. */
function parentOf(pid: string): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[1]);
  } catch {
    return undefined;
  }
}
