import type { Supergraph } from "@apollo/federation-internals";
import type { GraphQLSchema } from "graphql";

/** The schema that clients see. `@defer` is the gateway's own: no subgraph and no plan knows it. */
export function clientSchema(supergraph: Supergraph): GraphQLSchema {
  return supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true });
}
