import { type GraphQLSchema, getNamedType, isObjectType } from "graphql";

/**
 * The types that people think of another as a part of, for each: of counts those whose rows are counted, over the
 * statistics between them. Pages and rows have no name of their own to search for.
 */
export function findHolders(schema: GraphQLSchema): (type: string) => readonly string[] {
  const leadingTo = new Map<string, Set<string>>();
  const withId = new Set<string>();
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    const fields = type.getFields();
    if ("id" in fields) withId.add(type.name);
    for (const field of Object.values(fields)) {
      const next = getNamedType(field.type).name;
      const known = leadingTo.get(next);
      if (known) known.add(type.name);
      else leadingTo.set(next, new Set([type.name]));
    }
  }
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map(
    (type) => type?.name,
  );
  const holders = (type: string, seen: Set<string>): string[] =>
    [...(leadingTo.get(type) ?? [])].flatMap((other) => {
      if (roots.includes(other) || seen.has(other)) return [];
      seen.add(other);
      return withId.has(other) ? [other] : holders(other, seen);
    });
  const found = new Map<string, string[]>();
  return (type) => {
    const known = found.get(type) ?? (withId.has(type) ? [] : holders(type, new Set([type])));
    found.set(type, known);
    return known;
  };
}
