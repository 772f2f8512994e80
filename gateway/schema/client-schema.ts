import { type GraphQLSchema, isInputObjectType } from "graphql";
import type { ClientApi } from "../supergraph/supergraph-reading";
import { addSubscriptions } from "./add-subscriptions";
import { buildTrustedSchema } from "./build-trusted-schema";

/** The schema that clients see. `@defer` and subscriptions are the gateway's own: no subgraph and no plan knows them. */
export function clientSchema({ sdl, oneOfInputs }: ClientApi): GraphQLSchema {
  const schema = addSubscriptions(buildTrustedSchema(sdl));
  for (const name of oneOfInputs) {
    const type = schema.getType(name);
    if (isInputObjectType(type)) type.isOneOf = true;
  }
  return schema;
}
