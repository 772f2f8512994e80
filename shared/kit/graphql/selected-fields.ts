import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";

/**
 * Names of the fields that a query selects along a path below the field that is being resolved; with those that
 * directives leave out.
 */
export function selectedFields(info: GraphQLResolveInfo, ...path: readonly string[]): string[] {
  return [...new Set(selectedNodes(info, ...path).map(({ name }) => name.value))];
}

/** The same fields as the query has them, each as often as it is selected. */
export function selectedNodes(info: GraphQLResolveInfo, ...path: readonly string[]): FieldNode[] {
  const fieldsOf = (set: SelectionSetNode | undefined): FieldNode[] =>
    (set?.selections ?? []).flatMap((one) => {
      if (one.kind === Kind.FIELD) return [one];
      if (one.kind === Kind.INLINE_FRAGMENT) return fieldsOf(one.selectionSet);
      return fieldsOf(info.fragments[one.name.value]?.selectionSet);
    });
  let fields = info.fieldNodes.flatMap(({ selectionSet }) => fieldsOf(selectionSet));
  for (const step of path)
    fields = fields
      .filter(({ name }) => name.value === step)
      .flatMap(({ selectionSet }) => fieldsOf(selectionSet));
  return fields;
}
