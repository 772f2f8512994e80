import { type GraphQLSchema, isEnumType } from "graphql";
import { applied } from "../executor/selections/join-directives";

/** The names of the subgraphs that answer a field of a supergraph's Query, in its order; none where there is no such field. */
export function subgraphsOfRootField(supergraph: GraphQLSchema, field: string): string[] {
  const query = supergraph.getQueryType();
  const definition = query?.getFields()[field];
  if (!query || !definition) return [];
  const joined = applied(definition.astNode?.directives, "join__field");
  const own = joined.filter(({ external, usedOverridden }) => external !== true && usedOverridden !== true);
  // A field without a word about it is of all subgraphs that have the type.
  const graphs = (joined.length > 0 ? own : applied(query.astNode?.directives, "join__type")).map(
    ({ graph }) => graph,
  );
  const names = namesOfGraphs(supergraph);
  return graphs.flatMap((graph) => names.get(String(graph)) ?? []);
}

/** What subgraphs are called outside of a supergraph: `library` for LIBRARY. */
function namesOfGraphs(supergraph: GraphQLSchema): ReadonlyMap<string, string> {
  const graphs = supergraph.getType("join__Graph");
  const values = isEnumType(graphs) ? graphs.getValues() : [];
  return new Map(
    values.flatMap(({ name, astNode }) =>
      applied(astNode?.directives, "join__graph").map((each) => [name, String(each.name)] as const),
    ),
  );
}
