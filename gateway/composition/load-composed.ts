import { systemClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { loadGraph } from "../graph/load-graph";

/**
 * Loads a supergraph as the gateway does when it is given one, with all that is made of it then: the schema, its guards,
 * the planner, the text for clients. Gives why it cannot be; undefined where it can.
 */
export function loadComposed(supergraphSdl: string): string | undefined {
  const fetch = () => Promise.reject(new Error("Expected no fetch of a graph that is only composed."));
  try {
    const log = createLogger("compose", "silent");
    loadGraph({ supergraphSdl, fetch, clock: systemClock, log }).sdl();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
