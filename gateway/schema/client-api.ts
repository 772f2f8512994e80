import { printSchema, type Supergraph } from "@apollo/federation-internals";
import { print } from "graphql";

/** What a supergraph says of the schema that clients see. */
export interface ClientApi {
  /** With `@defer`, without what the gateway adds of its own. */
  sdl: string;
  /** Inputs that take exactly one field: federation's library does not know them, and leaves the mark out of the text. */
  oneOfInputs: readonly string[];
}

export function readClientApi(supergraph: Supergraph): ClientApi {
  const schema = supergraph.apiSchema();
  const marked = supergraph.schema
    .inputTypes()
    .filter(({ appliedDirectives }) => appliedDirectives.some(({ name }) => name === "oneOf"));
  return {
    sdl: `${printSchema(schema)}\n\n${print(schema.deferDirective().toAST())}`,
    oneOfInputs: marked.map(({ name }) => name),
  };
}
