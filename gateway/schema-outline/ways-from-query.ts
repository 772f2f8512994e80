import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isInputObjectType, isObjectType } from "graphql";

/**
 * The shortest way from the root to each type that a query can reach, by name: for what is answered the fields that lead
 * there (`units.nodes`), for what is given the argument that takes it (`Query.units(filter:)`). Fields of interfaces are
 * no way: they lead to anything.
 */
export function waysFromQuery(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const ways = new Map<string, string>();
  const root = schema.getQueryType();
  if (!root) return ways;
  ways.set(root.name, "");
  const waiting: GraphQLNamedType[] = [root];
  const reach = (type: GraphQLNamedType, way: string) => {
    if (ways.has(type.name)) return;
    ways.set(type.name, way);
    waiting.push(type);
  };
  for (let type = waiting.shift(); type; type = waiting.shift()) {
    const way = ways.get(type.name) ?? "";
    if (isObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        reach(getNamedType(field.type), way === "" ? field.name : `${way}.${field.name}`);
        for (const argument of field.args) {
          reach(getNamedType(argument.type), `${type.name}.${field.name}(${argument.name}:)`);
        }
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) reach(getNamedType(field.type), `${way} ${field.name}`);
    }
  }
  return ways;
}
