import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeDefinitionNode,
} from "graphql";

/** An element of the schema that clients should leave, and of which subgraphs it is. */
export interface DeprecatedElement {
  /** E.g. `Loan.endsOn`. */
  coordinate: string;
  reason: string;
  /** By name. */
  subgraphs: readonly string[];
}

/** What is deprecated of the schema that clients see, with the subgraphs that the supergraph says it comes from. */
export function deprecatedElements(schema: GraphQLSchema, supergraphSdl: string): DeprecatedElement[] {
  const found: { type: string; member: string; coordinate: string; reason: string }[] = [];
  const add = (type: string, member: string, coordinate: string, reason: string | null | undefined) => {
    if (typeof reason === "string") found.push({ type, member, coordinate, reason });
  };
  for (const type of Object.values(schema.getTypeMap())) {
    const { name } = type;
    // A subscription mirrors a query.
    if (name.startsWith("__") || type === schema.getSubscriptionType()) continue;
    if (isEnumType(type))
      for (const value of type.getValues())
        add(name, value.name, `${name}.${value.name}`, value.deprecationReason);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        add(name, field.name, `${name}.${field.name}`, field.deprecationReason);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      add(name, field.name, `${name}.${field.name}`, field.deprecationReason);
      for (const argument of field.args)
        add(name, field.name, `${name}.${field.name}(${argument.name}:)`, argument.deprecationReason);
    }
  }
  if (found.length === 0) return [];
  const subgraphsOf = readSubgraphsOf(supergraphSdl);
  return found.map(({ type, member, coordinate, reason }) => ({
    ...{ coordinate, reason },
    subgraphs: subgraphsOf(type, member),
  }));
}

/** By `@join__field` and `@join__enumValue` of a member, else by `@join__type` of its type. */
function readSubgraphsOf(supergraphSdl: string): (type: string, member: string) => string[] {
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
  return (type, member) => {
    const node = types.get(type);
    const own = node && membersOf(node).find(({ name }) => name.value === member);
    const graphs = [
      ...argumentsOf(own?.directives, "join__field", "graph"),
      ...argumentsOf(own?.directives, "join__enumValue", "graph"),
    ];
    const all = graphs.length > 0 ? graphs : argumentsOf(node?.directives, "join__type", "graph");
    return [...new Set(all)].map((graph) => names.get(graph) ?? graph).toSorted();
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
