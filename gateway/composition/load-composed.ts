import type { Supergraph } from "@apollo/federation-internals";
import type { GraphQLSchema } from "graphql";
import { systemClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { loadHere } from "../graph/load-here";
import { buildSupergraph } from "../supergraph/build-supergraph";

/** A supergraph that the gateway can serve, as it reads it. */
export interface ReadGraph {
  supergraphSdl: string;
  supergraph: Supergraph;
  /** What clients see. */
  schema: GraphQLSchema;
}

/**
 * Loads a supergraph as the gateway does when it is given one, with all that is made of it then: the schema, its guards,
 * the planner, the text for clients. Gives the sentence that says why it cannot be, where it cannot.
 */
export function loadComposed(supergraphSdl: string): ReadGraph | string {
  const fetch = () => Promise.reject(new Error("Expected no fetch of a graph that is only composed."));
  try {
    const log = createLogger("compose", "silent");
    const supergraph = buildSupergraph(supergraphSdl, true);
    const graph = loadHere({ supergraphSdl, fetch, clock: systemClock, log }, supergraph);
    graph.sdl();
    return { supergraphSdl, supergraph, schema: graph.schema };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
