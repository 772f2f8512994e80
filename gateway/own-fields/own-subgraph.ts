/**
 * The subgraph that the gateway answers itself: `node`, `nodes` and `viewer`. To composition and to a planner it is one
 * like any other; no process is behind its address.
 */
export const ownSubgraph = { name: "graph", url: "graph:own" } as const;

/** A type of entities that `node` finds by a global id. */
export interface NodeType {
  type: string;
  /** The field of its key: `code`, or `id`, which is the global one. */
  key: string;
  /** The owning subgraph, which alone knows which keys exist. */
  owner: string;
}

/** How a supergraph says which subgraph owns a type: by a tag of the type. */
export const ownerTag = "owner/";
