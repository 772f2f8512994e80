import type { Supergraph } from "@apollo/federation-internals";
import type { GraphQLSchema } from "graphql";
import { addSubscriptions } from "./add-subscriptions";

/** The schema that clients see. `@defer` and subscriptions are the gateway's own: no subgraph and no plan knows them. */
export function clientSchema(supergraph: Supergraph): GraphQLSchema {
  return addSubscriptions(supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true }));
}
