import { Kind, parse, type SelectionNode } from "graphql";

/** Response names that a subgraph's operation asks for, each once, `__typename` left out. */
export interface AskedFields {
  /** At its root, `_entities` left out. */
  root: string[];
  /** Of the entities. */
  entities: string[];
}

export function askedFields(query: string): AskedFields {
  const operation = parse(query, { noLocation: true }).definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  );
  const selections =
    operation && "selectionSet" in operation ? (operation.selectionSet?.selections ?? []) : [];
  const isEntities = (node: SelectionNode) => node.kind === Kind.FIELD && node.name.value === "_entities";
  return {
    root: namesOf(selections.filter((node) => !isEntities(node))),
    entities: namesOf(
      selections
        .filter(isEntities)
        .flatMap((node) => ("selectionSet" in node && node.selectionSet?.selections) || []),
    ),
  };
}

/** Names of fields, those within inline fragments included. */
function namesOf(selections: readonly SelectionNode[]): string[] {
  const names = selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [(selection.alias ?? selection.name).value];
    return selection.kind === Kind.INLINE_FRAGMENT ? namesOf(selection.selectionSet.selections) : [];
  });
  return [...new Set(names)].filter((name) => name !== "__typename");
}
