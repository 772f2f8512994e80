import { readFileSync } from "node:fs";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readSubgraphList } from "../../../shared/base/project/subgraph-list";
import type { TestGraph } from "../world/test-graph";

/** The project's own graph, from the committed schemas. The data behind it is made up, null where it may be, also without an error. */
export function thisGraph(): TestGraph {
  const subgraphs = readSubgraphList().map(({ name }) => [
    name,
    readFileSync(fromRoot("subgraphs", name, "schema.graphql"), "utf8").replace(marks, ""),
  ]);
  return { name: "this graph", subgraphs: Object.fromEntries(subgraphs) };
}

const marks = /(?<!directive) @semanticNonNull(\(levels: \[[\d, ]*\]\))?/g;
