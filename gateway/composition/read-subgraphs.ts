import { type CompositionResult, compose, composeServices } from "@apollo/composition";
import { buildSubgraph, type Subgraph, Subgraphs } from "@apollo/federation-internals";
import type { DocumentNode } from "graphql";

/** A subgraph as composition reads it. */
export interface ReadSubgraph {
  name: string;
  url: string;
  typeDefs: DocumentNode;
  /** Undefined for a schema that composition itself has something to say about. */
  built: Subgraph | undefined;
}

/** Reads a schema once for all that looks at it: that takes a third as long as composing it. */
export function readSubgraph<Given extends Omit<ReadSubgraph, "built">>(given: Given): Given & ReadSubgraph {
  try {
    return { ...given, built: buildSubgraph(given.name, given.url, given.typeDefs) };
  } catch {
    // Composition says it in its own words.
    return { ...given, built: undefined };
  }
}

/** What @apollo/composition makes of subgraphs. */
export function composeRead(subgraphs: readonly ReadSubgraph[]): CompositionResult {
  const read = new Subgraphs();
  for (const { built } of subgraphs) {
    if (!built) return composeServices([...subgraphs]);
    read.add(built);
  }
  return compose(read);
}
