import { type GraphQLSchema, isInputObjectType } from "graphql";
import { addSubscriptions } from "./add-subscriptions";
import { buildTrustedSchema } from "./build-trusted-schema";

/** What a supergraph says of the schema that clients see. */
export interface ClientApi {
  /** With `@defer`, without what the gateway adds of its own. */
  sdl: string;
  /** Inputs that take exactly one field: federation's library does not know them, and leaves the mark out of the text. */
  oneOfInputs: readonly string[];
}

/** The schema that clients see. `@defer` and subscriptions are the gateway's own: no subgraph and no plan knows them. */
export function clientSchema({ sdl, oneOfInputs }: ClientApi): GraphQLSchema {
  const schema = addSubscriptions(buildTrustedSchema(sdl));
  for (const name of oneOfInputs) {
    const type = schema.getType(name);
    if (isInputObjectType(type)) type.isOneOf = true;
  }
  return schema;
}
