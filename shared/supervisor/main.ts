import { problemOfNode } from "./node-version";

/** The entry of `npm start`. Nothing else is loaded by a Node.js that could not read it. */
async function main(): Promise<number> {
  const problem = problemOfNode(process.versions.node);
  if (problem !== undefined) {
    console.error(problem);
    return 1;
  }
  const { runSupervisor } = await import("./run-supervisor.js");
  const { readSubgraphList } = await import("../project/subgraph-list.js");
  const { fromRoot } = await import("../project/project-root.js");
  return runSupervisor({
    subgraphs: readSubgraphList(),
    commandOf: (name) => [
      name === "gateway"
        ? fromRoot("dist", "gateway", "main.js")
        : fromRoot("dist", "subgraphs", name, "main.js"),
    ],
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
