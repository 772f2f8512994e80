import { printSchema, type Supergraph } from "@apollo/federation-internals";
import { print } from "graphql";
import type { ClientApi } from "./supergraph-reading";

/** Reads it as federation's library gives it. */
export function clientApi(supergraph: Supergraph): ClientApi {
  const schema = supergraph.apiSchema();
  const marked = supergraph.schema
    .inputTypes()
    .filter(({ appliedDirectives }) => appliedDirectives.some(({ name }) => name === "oneOf"));
  return {
    sdl: `${printSchema(schema)}\n\n${print(schema.deferDirective().toAST())}`,
    oneOfInputs: marked.map(({ name }) => name),
  };
}
