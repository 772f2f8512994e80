import type { Supergraph } from "@apollo/federation-internals";
import { type GraphQLSchema, isInputObjectType } from "graphql";
import { addSubscriptions } from "./add-subscriptions";
import { buildTrustedSchema } from "./build-trusted-schema";
import { type ClientApi, readClientApi } from "./client-api";

/** The schema that clients see. `@defer` and subscriptions are the gateway's own: no subgraph and no plan knows them. */
export function clientSchema(supergraph: Supergraph): GraphQLSchema {
  return clientSchemaOf(readClientApi(supergraph));
}

/** The same, of what was read of a supergraph. */
export function clientSchemaOf({ sdl, oneOfInputs }: ClientApi): GraphQLSchema {
  const schema = addSubscriptions(buildTrustedSchema(sdl));
  for (const name of oneOfInputs) {
    const type = schema.getType(name);
    if (isInputObjectType(type)) type.isOneOf = true;
  }
  return schema;
}
