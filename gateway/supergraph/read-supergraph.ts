import type { Supergraph } from "@apollo/federation-internals";
import { type GuardTable, readGuards } from "../guards/read-guards";
import { type ClientApi, readClientApi } from "../schema/client-api";

/**
 * What serving a supergraph takes of it besides its text, as plain data: so another thread can have read it. Reading takes most
 * of a second of a processor where requests are served meanwhile, and they would wait for all of it.
 */
export interface ReadSupergraph {
  api: ClientApi;
  /** Absent where nothing is guarded. */
  guards: GuardTable | undefined;
}

/** Throws where guards are not as this gateway enforces them. */
export function readSupergraph(supergraph: Supergraph): ReadSupergraph {
  return { api: readClientApi(supergraph), guards: readGuards(supergraph) };
}
