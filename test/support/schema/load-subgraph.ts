import { fromRoot } from "../../../shared/base/project/project-root";
import type { Subgraph } from "../../../shared/kit/subgraph/define-subgraph";

/** The definition that a subgraph's subgraph.ts exports: the one thing it exports. */
export function loadSubgraph(name: string): Subgraph {
  const exported: Record<string, Subgraph> = require(fromRoot("dist", "subgraphs", name, "subgraph.js"));
  const [definition] = Object.values(exported);
  if (definition === undefined)
    throw new Error(`Expected subgraphs/${name}/subgraph.ts to export a definition.`);
  return definition;
}
