import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from "graphql";
import { readElementSubgraphs } from "./element-subgraphs";

/** An element of the schema that clients should leave, and of which subgraphs it is. */
export interface DeprecatedElement {
  /** E.g. `Loan.endsOn`. */
  coordinate: string;
  reason: string;
  /** By name. */
  subgraphs: readonly string[];
}

/** What is deprecated of the schema that clients see, with the subgraphs that the supergraph says it comes from. */
export function deprecatedElements(schema: GraphQLSchema, supergraphSdl: string): DeprecatedElement[] {
  const found: { type: string; member: string; coordinate: string; reason: string }[] = [];
  const add = (type: string, member: string, coordinate: string, reason: string | null | undefined) => {
    if (typeof reason === "string") found.push({ type, member, coordinate, reason });
  };
  for (const type of Object.values(schema.getTypeMap())) {
    const { name } = type;
    // A subscription mirrors a query.
    if (name.startsWith("__") || type === schema.getSubscriptionType()) continue;
    if (isEnumType(type))
      for (const value of type.getValues())
        add(name, value.name, `${name}.${value.name}`, value.deprecationReason);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        add(name, field.name, `${name}.${field.name}`, field.deprecationReason);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      add(name, field.name, `${name}.${field.name}`, field.deprecationReason);
      for (const argument of field.args)
        add(name, field.name, `${name}.${field.name}(${argument.name}:)`, argument.deprecationReason);
    }
  }
  if (found.length === 0) return [];
  const { subgraphsOf } = readElementSubgraphs(supergraphSdl);
  return found.map(({ type, member, coordinate, reason }) => ({
    ...{ coordinate, reason },
    subgraphs: subgraphsOf(type, member),
  }));
}
