import { Kind, parse, valueFromASTUntyped } from "graphql";
import { ownSubgraph } from "../own-fields/own-subgraph";

export interface RoutedSubgraph {
  name: string;
  /** Where the supergraph says it is. */
  url: string;
}

/** Of the texts that were read last: a graph that changes is asked for its subgraphs by several, on the serving thread. */
const read = new Map<string, readonly RoutedSubgraph[]>();
/** The graph that is served, and the one that takes its place. */
const mostRead = 2;

/**
 * The subgraphs that a supergraph names with `@join__graph`, in its order, but for the gateway's own, which no process
 * serves. Throws when the text is no
 * supergraph.
 * See https://specs.apollo.dev/join/v0.3/#@graph
 */
export function routedSubgraphs(supergraphSdl: string): readonly RoutedSubgraph[] {
  const known = read.get(supergraphSdl) ?? readRouted(supergraphSdl);
  read.delete(supergraphSdl);
  read.set(supergraphSdl, known);
  const [oldest] = read.keys();
  if (read.size > mostRead && oldest !== undefined) read.delete(oldest);
  return known;
}

function readRouted(supergraphSdl: string): RoutedSubgraph[] {
  const graphs = parse(supergraphSdl, { noLocation: true }).definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === "join__Graph",
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) {
    throw new Error("Expected a supergraph with the enum join__Graph; it has none.");
  }
  const named = (graphs.values ?? []).map((value) => {
    const directive = value.directives?.find(({ name }) => name.value === "join__graph");
    const argument = (name: string) => {
      const found = directive?.arguments?.find((candidate) => candidate.name.value === name);
      return found ? String(valueFromASTUntyped(found.value)) : "";
    };
    return { name: argument("name"), url: argument("url") };
  });
  return named.filter(({ url }) => url !== ownSubgraph.url);
}
