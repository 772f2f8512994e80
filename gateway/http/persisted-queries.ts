import { createHash } from "node:crypto";
import { createWeightedCache } from "../../shared/cache/weighted-cache";
import { GraphError } from "../../shared/errors/graph-error";
import { isJsonObject } from "../executor/json";
import { badRequest, type RequestParameters } from "./read-request";

/** In characters of text: some thousands of queries. */
const maxCharacters = 4 * 1024 * 1024;
const leastCharacters = 256;

/**
 * Texts of queries by their SHA-256, so that a client sends a text once and then its hash: Apollo's automatic persisted
 * queries. See https://www.apollographql.com/docs/apollo-server/performance/apq
 */
export interface PersistedQueries {
  /**
   * The text that a request means. Throws PERSISTED_QUERY_NOT_FOUND when its hash is not known yet, BAD_REQUEST when it
   * has neither text nor hash, or a text with another's hash.
   */
  textOf(parameters: RequestParameters): string;
}

export function createPersistedQueries(): PersistedQueries {
  const texts = createWeightedCache<string>(maxCharacters);
  return {
    textOf({ query, extensions: { persistedQuery } }) {
      if (!isJsonObject(persistedQuery)) {
        if (query) return query;
        throw badRequest("Expected a query, or the hash of one in extensions.persistedQuery; there is none.");
      }
      const { version, sha256Hash } = persistedQuery;
      if (version !== 1) throw badRequest("Expected extensions.persistedQuery.version to be 1.");
      if (typeof sha256Hash !== "string") {
        throw badRequest("Expected extensions.persistedQuery.sha256Hash to be a text.");
      }
      if (!query) return texts.get(sha256Hash) ?? notFound();
      if (createHash("sha256").update(query).digest("hex") !== sha256Hash) {
        throw badRequest(
          "Expected extensions.persistedQuery.sha256Hash to be the SHA-256 of the query, in hex.",
        );
      }
      texts.set(sha256Hash, query, query.length + leastCharacters);
      return query;
    },
  };
}

function notFound(): never {
  // Clients know it by this very message.
  throw new GraphError("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
}
