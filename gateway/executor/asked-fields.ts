import { Kind, parse, type SelectionNode } from "graphql";

/**
 * Response names of the fields that a subgraph's operation asks for at its root, or of the entities when it
 * asks for `_entities`, each once.
 */
export function askedFields(query: string): { isEntities: boolean; names: string[] } {
  const operation = parse(query).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const selections =
    operation && "selectionSet" in operation ? operation.selectionSet?.selections : undefined;
  const root = selections?.[0];
  const isEntities = root?.kind === Kind.FIELD && root.name.value === "_entities";
  const asked = isEntities ? (root.selectionSet?.selections ?? []) : (selections ?? []);
  return { isEntities, names: [...new Set(namesOf(asked))].filter((name) => name !== "__typename") };
}

/** Names of fields, those within inline fragments included. */
function namesOf(selections: readonly SelectionNode[]): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? namesOf(selection.selectionSet.selections) : [];
  });
}
