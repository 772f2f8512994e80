import { type GraphQLCompositeType, type GraphQLSchema, isAbstractType, isUnionType } from "graphql";

/** Whether every object of `type` is one of `condition`. */
export function covers(
  schema: GraphQLSchema,
  condition: GraphQLCompositeType,
  type: GraphQLCompositeType,
): boolean {
  if (condition === type) return true;
  return isAbstractType(condition) && !isUnionType(type) && schema.isSubType(condition, type);
}
