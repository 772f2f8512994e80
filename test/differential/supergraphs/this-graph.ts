import { readFileSync } from "node:fs";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readSubgraphList } from "../../../shared/base/project/subgraph-list";
import type { TestGraph } from "../world/test-graph";

/** The project's own graph, from the committed schemas. */
export function thisGraph(): TestGraph {
  const subgraphs = readSubgraphList().map(({ name }) => [
    name,
    readFileSync(fromRoot("subgraphs", name, "schema.graphql"), "utf8"),
  ]);
  return { name: "this graph", subgraphs: Object.fromEntries(subgraphs) };
}
