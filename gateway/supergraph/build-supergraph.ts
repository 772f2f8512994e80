import {
  AuthenticatedSpecDefinition,
  CacheTagSpecDefinition,
  DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  errorCauses,
  RequiresScopesSpecDefinition,
  Supergraph,
} from "@apollo/federation-internals";
import { type DocumentNode, GraphQLError } from "graphql";

/**
 * What this gateway takes beyond @apollo/gateway, which refuses a supergraph that names it. `gateway/guards/` enforces the
 * first two; tags of caches say nothing where answers are kept by what subgraphs say of changes. Everything else that a
 * supergraph says is for security or execution stops it from being loaded.
 */
const supportedFeatures = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  `${AuthenticatedSpecDefinition.identity}/v0.1`,
  `${RequiresScopesSpecDefinition.identity}/v0.1`,
  `${CacheTagSpecDefinition.identity}/v0.1`,
]);

/**
 * Reads a supergraph. Throws when the text is none, or one with features that this gateway does not honour: the message is one
 * line with every cause.
 */
export function buildSupergraph(supergraph: string | DocumentNode, validateSupergraph: boolean): Supergraph {
  try {
    return Supergraph.build(supergraph, { supportedFeatures, validateSupergraph });
  } catch (cause) {
    const causes = errorCauses(asGraphQLError(cause)) ?? [cause];
    const reasons = causes.map((each) => (each instanceof Error ? each.message : String(each)).trim());
    throw new Error(`Expected a supergraph that this gateway can serve: ${reasons.join("; ")}`, { cause });
  }
}

function asGraphQLError(error: unknown): GraphQLError {
  return error instanceof GraphQLError ? error : new GraphQLError(String(error));
}
