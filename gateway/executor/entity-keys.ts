import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  isEnumType,
  Kind,
  parse,
  type SelectionNode,
  valueFromASTUntyped,
} from "graphql";
import type { RequiredSelection } from "../planner/query-plan";

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
    // Not remembered: a lying subgraph may invent names without end.
    if (!type) return [];
    const graph = graphNamed(supergraph, subgraph);
    const keys = applied(type.astNode?.directives, "join__type")
      .filter((entry) => entry.graph === graph && typeof entry.key === "string")
      .map(({ key }) => fieldsOf(String(key)));
    byType.set(name, keys);
    return keys;
  };
}

/** What the supergraph calls a subgraph in its directives: `TASKS` for `tasks`. */
function graphNamed(supergraph: GraphQLSchema, subgraph: string): string | undefined {
  const graphs = supergraph.getType("join__Graph");
  const values = isEnumType(graphs) ? graphs.getValues() : [];
  return values.find(({ astNode }) =>
    applied(astNode?.directives, "join__graph").some(({ name }) => name === subgraph),
  )?.name;
}

/** Arguments of each use of a directive. */
function applied(directives: readonly ConstDirectiveNode[] = [], name: string): Record<string, unknown>[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(given.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])),
    );
}

/** `city { code } number` as selections. */
function fieldsOf(key: string): EntityKey {
  const [operation] = parse(`{ ${key} }`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION
    ? operation.selectionSet.selections.flatMap(requiredOf)
    : [];
}

function requiredOf(node: SelectionNode): RequiredSelection[] {
  const selections = node.kind === Kind.FRAGMENT_SPREAD ? undefined : node.selectionSet?.selections;
  const inner = selections?.flatMap(requiredOf);
  if (node.kind === Kind.FIELD)
    return [{ kind: "Field", name: node.name.value, ...(inner && { selections: inner }) }];
  if (node.kind === Kind.FRAGMENT_SPREAD) return [];
  const typeCondition = node.typeCondition?.name.value;
  return [{ kind: "InlineFragment", selections: inner ?? [], ...(typeCondition && { typeCondition }) }];
}
