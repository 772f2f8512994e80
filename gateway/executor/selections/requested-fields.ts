import { Kind, parse, type SelectionNode } from "graphql";

/** Response names that a subgraph's operation selects, each once, `__typename` left out. */
export interface RequestedFields {
  /** At its root, `_entities` left out. */
  root: string[];
  /** Of the entities. */
  entities: string[];
}

/** A field that is selected of entities. */
export interface EntityField {
  /** Of the fragment that it stands in. */
  type: string;
  field: string;
  /** Its response name. */
  name: string;
}

export function requestedFields(query: string): RequestedFields {
  const root = rootSelections(query)
    .filter((node) => !isEntities(node))
    .flatMap((node) => fieldsIn(node, ""));
  return { root: namesOf(root), entities: namesOf(requestedOfEntities(query)) };
}

/** The fields that a subgraph's operation selects of entities, `__typename` left out. */
export function requestedOfEntities(query: string): EntityField[] {
  return rootSelections(query)
    .filter(isEntities)
    .flatMap((node) => ("selectionSet" in node && node.selectionSet?.selections) || [])
    .flatMap((node) => fieldsIn(node, ""))
    .filter(({ field }) => field !== "__typename");
}

function rootSelections(query: string): readonly SelectionNode[] {
  const operation = parse(query, { noLocation: true }).definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  );
  return operation && "selectionSet" in operation ? (operation.selectionSet?.selections ?? []) : [];
}

function isEntities(node: SelectionNode): boolean {
  return node.kind === Kind.FIELD && node.name.value === "_entities";
}

/** A field, or those within an inline fragment. */
function fieldsIn(node: SelectionNode, type: string): EntityField[] {
  if (node.kind === Kind.FIELD)
    return [{ type, field: node.name.value, name: (node.alias ?? node.name).value }];
  if (node.kind === Kind.FRAGMENT_SPREAD) return [];
  const narrowed = node.typeCondition?.name.value ?? type;
  return node.selectionSet.selections.flatMap((inner) => fieldsIn(inner, narrowed));
}

function namesOf(fields: readonly EntityField[]): string[] {
  return [...new Set(fields.map(({ name }) => name))].filter((name) => name !== "__typename");
}
