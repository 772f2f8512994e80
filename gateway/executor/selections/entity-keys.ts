import type { GraphQLSchema } from "graphql";
import type { RequiredSelection } from "../../planner/query-plan";
import { applied, fieldSet, graphNamed } from "./join-directives";

/** The fields of one `@key`, as a plan writes what it requires. */
export type EntityKey = readonly RequiredSelection[];

/**
 * The keys by which a subgraph knows the entities of a type; none for a type that it has no entities of.
 * See https://specs.apollo.dev/join/v0.3/#@type
 */
export function compileKeys(
  supergraph: GraphQLSchema,
  subgraph: string,
): (type: string) => readonly EntityKey[] {
  const byType = new Map<string, readonly EntityKey[]>();
  return (name) => {
    const known = byType.get(name);
    if (known) return known;
    const type = supergraph.getType(name);
    // Not cached: a lying subgraph may invent names without end.
    if (!type) return [];
    const graph = graphNamed(supergraph, subgraph);
    const keys = applied(type.astNode?.directives, "join__type")
      .filter((entry) => entry.graph === graph && typeof entry.key === "string")
      .map(({ key }) => fieldSet(String(key)));
    byType.set(name, keys);
    return keys;
  };
}
