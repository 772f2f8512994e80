import "../../base/process/check-node";
import { statSync } from "node:fs";
import { heapArguments } from "../../base/process/heap-arguments";
import { fromRoot } from "../../base/project/project-root";
import { readSubgraphList, readSubgraphsElsewhere } from "../../base/project/subgraph-list";
import { runSupervisor } from "./run-supervisor";

const buildOf = () => statSync(fromRoot("dist", ".tsbuildinfo"), { throwIfNoEntry: false })?.mtimeMs;

/** The entry of `npm start`. */
async function main(): Promise<number> {
  return runSupervisor({
    subgraphs: readSubgraphList(),
    elsewhere: readSubgraphsElsewhere(),
    commandOf: (name, wasReady) =>
      name === "gateway"
        ? [...heapArguments.gateway, fromRoot("dist", "gateway", "main.js")]
        : // What has served has migrated and seeded, and is waited for.
          [
            ...heapArguments.subgraph,
            fromRoot("dist", "subgraphs", name, "main.js"),
            ...(wasReady ? ["serve"] : []),
          ],
    standbys: {
      subgraph: {
        command: [...heapArguments.subgraph, fromRoot("dist", "shared", "kit", "subgraph", "standby.js")],
        buildOf,
      },
      gateway: { command: [...heapArguments.gateway, fromRoot("dist", "gateway", "standby.js")], buildOf },
    },
    environment: process.env,
    output: process.stdout,
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
