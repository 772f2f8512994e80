import type { Supergraph } from "@apollo/federation-internals";
import { readGuards } from "../guards/read-guards";
import { clientApi } from "./client-api";
import type { SupergraphReading } from "./supergraph-reading";

/** Throws where guards are not as this gateway enforces them. */
export function readSupergraph(supergraph: Supergraph): SupergraphReading {
  return { api: clientApi(supergraph), guards: readGuards(supergraph) };
}
