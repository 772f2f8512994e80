/** What all gateways of the race stand before. */
export interface PeersGraph {
  urls: Record<string, string>;
  supergraphSdl: string;
  supergraphFile: string;
  /** A folder for what gateways are configured by; deleted with the graph. */
  folder: string;
  /** Pids of all that answers gateways: subgraphs, databases, a sidecar. */
  processes(): number[];
  /** The supergraph for gateways of others, if it is another one: it leads to the sidecar that signs for them. */
  others?: { supergraphSdl: string; supergraphFile: string };
  /** Settings of our own gateway, to be one of this graph. */
  variables?: Record<string, string>;
}
