import type { Supergraph } from "@apollo/federation-internals";
import { type GraphQLSchema, isInputObjectType } from "graphql";
import { addSubscriptions } from "./add-subscriptions";

/** The schema that clients see. `@defer` and subscriptions are the gateway's own: no subgraph and no plan knows them. */
export function clientSchema(supergraph: Supergraph): GraphQLSchema {
  const schema = addSubscriptions(supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true }));
  markOneOf(schema, supergraph);
  return schema;
}

/** Inputs that take exactly one field: federation's library does not know them, and leaves the mark out of what clients see. */
function markOneOf(schema: GraphQLSchema, supergraph: Supergraph): void {
  for (const { name, appliedDirectives } of supergraph.schema.inputTypes()) {
    const type = schema.getType(name);
    if (isInputObjectType(type) && appliedDirectives.some((each) => each.name === "oneOf")) {
      type.isOneOf = true;
    }
  }
}
