import {
  type ConstDirectiveNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeDefinitionNode,
} from "graphql";

/** Which subgraphs the elements of a supergraph are of. */
export interface ElementSubgraphs {
  /** Names of those that have a member of a type, or where it has no such member, the type; sorted. */
  subgraphsOf(type: string, member: string): string[];
  /** Fields that a subgraph has taken over from others by `@override`, by coordinate. */
  takenOverBy(subgraph: string): string[];
}

/** By `@join__field` and `@join__enumValue` of a member, else by `@join__type` of its type. */
export function readElementSubgraphs(supergraphSdl: string): ElementSubgraphs {
  const types = new Map<string, TypeDefinitionNode>();
  const names = new Map<string, string>();
  for (const node of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (!("name" in node) || !node.kind.endsWith("TypeDefinition")) continue;
    const type = node as TypeDefinitionNode;
    types.set(type.name.value, type);
    if (type.kind !== Kind.ENUM_TYPE_DEFINITION || type.name.value !== "join__Graph") continue;
    for (const { name, directives } of type.values ?? [])
      for (const each of argumentsOf(directives, "join__graph", "name")) names.set(name.value, each);
  }
  const nameOf = (graph: string) => names.get(graph) ?? graph;
  return {
    subgraphsOf(type, member) {
      const node = types.get(type);
      const own = node && membersOf(node).find(({ name }) => name.value === member);
      const graphs = [
        ...argumentsOf(own?.directives, "join__field", "graph"),
        ...argumentsOf(own?.directives, "join__enumValue", "graph"),
      ];
      const all = graphs.length > 0 ? graphs : argumentsOf(node?.directives, "join__type", "graph");
      return [...new Set(all)].map(nameOf).toSorted();
    },
    takenOverBy: (subgraph) =>
      [...types.values()].flatMap((type) =>
        membersOf(type)
          .filter(({ directives = [] }) =>
            directives.some(
              (directive) =>
                argumentsOf([directive], "join__field", "override").length > 0 &&
                argumentsOf([directive], "join__field", "graph").some((graph) => nameOf(graph) === subgraph),
            ),
          )
          .map(({ name }) => `${type.name.value}.${name.value}`),
      ),
  };
}

function membersOf(node: TypeDefinitionNode) {
  if (node.kind === Kind.ENUM_TYPE_DEFINITION) return node.values ?? [];
  return "fields" in node ? ((node as ObjectTypeDefinitionNode).fields ?? []) : [];
}

function argumentsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  directive: string,
  argument: string,
): string[] {
  return (directives ?? [])
    .filter(({ name }) => name.value === directive)
    .flatMap(({ arguments: given = [] }) => given.filter(({ name }) => name.value === argument))
    .flatMap(({ value }) => ("value" in value ? [String(value.value)] : []));
}
