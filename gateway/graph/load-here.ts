import { createApolloPlanner } from "../planner/apollo-planner";
import { buildSupergraph } from "../supergraph/build-supergraph";
import { readSupergraph } from "../supergraph/read-supergraph";
import { type GraphOptions, type LoadedGraph, loadGraph } from "./load-graph";

/**
 * Loads a graph whose text nobody has read yet: it is read, validated and planned on in this thread. Throws when it is no
 * supergraph, or one with features that are not understood.
 */
export function loadHere(
  options: Omit<GraphOptions, "read" | "planner">,
  supergraph = buildSupergraph(options.supergraphSdl, true),
): LoadedGraph {
  const planner = createApolloPlanner(supergraph, options.supergraphSdl);
  return loadGraph({ ...options, read: readSupergraph(supergraph), planner });
}
