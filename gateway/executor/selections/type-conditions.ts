import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from "graphql";

/** Whether an object of the named type fits a condition such as `... on Media`. */
export function fitsCondition(schema: GraphQLSchema, typeName: unknown, condition: string): boolean {
  if (typeName === condition) return true;
  if (typeof typeName !== "string") return false;
  const type = schema.getType(typeName);
  const wanted = schema.getType(condition);
  if (!isAbstractType(wanted)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}
