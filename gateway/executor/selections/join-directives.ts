import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  isEnumType,
  Kind,
  parse,
  type SelectionNode,
  valueFromASTUntyped,
} from "graphql";
import type { RequiredSelection } from "../../planner/query-plan";

/** What a supergraph calls a subgraph in its directives: `LIBRARY` for `library`. */
export function graphNamed(supergraph: GraphQLSchema, subgraph: string): string | undefined {
  const graphs = supergraph.getType("join__Graph");
  const values = isEnumType(graphs) ? graphs.getValues() : [];
  return values.find(({ astNode }) =>
    applied(astNode?.directives, "join__graph").some(({ name }) => name === subgraph),
  )?.name;
}

/** Arguments of each use of a directive. */
export function applied(
  directives: readonly ConstDirectiveNode[] = [],
  name: string,
): Record<string, unknown>[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(given.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])),
    );
}

/** `author { id } number` as a plan writes what it requires. */
export function fieldSet(text: string): RequiredSelection[] {
  if (text === "") return [];
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
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
