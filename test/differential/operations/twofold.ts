import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionSetNode,
} from "graphql";

/**
 * Whether an operation has one object, or list of them, under two names. The gateway fetches it once: what goes wrong
 * with a single value that may not be null then takes the object under both names, where one schema would have it twice.
 */
export function isTwofold(query: string): boolean {
  const { definitions } = parse(query);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const collect = (set: SelectionSetNode, into: Map<string, FieldNode[]>): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const name = (node.alias ?? node.name).value;
        into.set(name, [...(into.get(name) ?? []), node]);
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      if (fragment) collect(fragment.selectionSet, into);
    }
  };
  const look = (sets: readonly SelectionSetNode[]): boolean => {
    const byName = new Map<string, FieldNode[]>();
    for (const set of sets) collect(set, byName);
    const calls = [...byName.values()].map((nodes) => new Set(nodes.map(callOf)));
    const objects = [...byName.values()].map((nodes) =>
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    );
    const seen = new Set<string>();
    return objects.some((inner, index) => {
      if (inner.length === 0) return false;
      const isTwice = [...(calls[index] ?? [])].some((call) => seen.has(call));
      for (const call of calls[index] ?? []) seen.add(call);
      return isTwice || look(inner);
    });
  };
  return definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION && look([node.selectionSet]));
}

function callOf({ name, arguments: given = [] }: FieldNode): string {
  return [name.value, ...given.map((argument) => print(argument)).sort()].join(" ");
}
