import {
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** Whether a query selects a list of objects, of which rows can be made. A text that is no query may. */
export function selectsList(schema: GraphQLSchema, query: string): boolean {
  let found = false;
  const types = new TypeInfo(schema);
  const visitor = {
    Field() {
      const type = types.getType();
      found ||= isListType(getNullableType(type)) && isCompositeType(getNamedType(type));
    },
  };
  try {
    visit(parse(query, { noLocation: true }), visitWithTypeInfo(types, visitor));
    return found;
  } catch {
    // The gateway says what is wrong with it.
    return true;
  }
}
