import { type GraphQLSchema, isEnumType, isObjectType } from "graphql";
import { applied } from "../executor/selections/join-directives";
import { type NodeType, ownerTag, ownSubgraph } from "./own-subgraph";

/** The types of nodes that a supergraph says; undefined for one without the gateway's own subgraph. */
export function nodeTypesOf(supergraph: GraphQLSchema): NodeType[] | undefined {
  const graph = ownGraph(supergraph);
  if (graph === undefined) return undefined;
  return Object.values(supergraph.getTypeMap()).flatMap((type) => {
    const directives = isObjectType(type) ? type.astNode?.directives : [];
    const stub = applied(directives, "join__type").find((each) => each.graph === graph);
    const tags = applied(directives, "tag").map(({ name }) => String(name));
    const owner = tags.find((tag) => tag.startsWith(ownerTag))?.slice(ownerTag.length);
    return stub && owner !== undefined ? [{ type: type.name, key: String(stub.key), owner }] : [];
  });
}

/** What it calls that subgraph in its directives. */
function ownGraph(supergraph: GraphQLSchema): string | undefined {
  const graphs = supergraph.getType("join__Graph");
  const values = isEnumType(graphs) ? graphs.getValues() : [];
  return values.find(({ astNode }) =>
    applied(astNode?.directives, "join__graph").some(({ url }) => url === ownSubgraph.url),
  )?.name;
}
