import { type GraphQLField, type GraphQLNamedType, type GraphQLSchema, introspectionTypes } from "graphql";

/** The length of a list that the schema itself answers, of one type on the average; undefined for any other field. */
export function introspectedLength(
  schema: GraphQLSchema,
  definition: GraphQLField<unknown, unknown>,
): number | undefined {
  if (!ofIntrospection.has(definition)) return undefined;
  const types = Object.values(schema.getTypeMap());
  if (definition.name === "types") return types.length;
  const count = partsOf[definition.name];
  if (!count) return 1;
  return types.reduce((sum, type) => sum + count(type), 0) / types.length;
}

const fieldsOf = (type: GraphQLNamedType) => ("getFields" in type ? Object.values(type.getFields()) : []);

const partsOf: Readonly<Record<string, (type: GraphQLNamedType) => number>> = {
  fields: (type) => fieldsOf(type).length,
  inputFields: (type) => fieldsOf(type).length,
  enumValues: (type) => ("getValues" in type ? type.getValues().length : 0),
};

const ofIntrospection: ReadonlySet<unknown> = new Set(
  introspectionTypes.flatMap((type) => ("getFields" in type ? Object.values(type.getFields()) : [])),
);
