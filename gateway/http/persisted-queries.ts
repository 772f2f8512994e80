import { createHash } from "node:crypto";
import { createWeightedCache } from "../../shared/base/cache/weighted-cache";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { TrustedDocuments } from "../trusted/trusted-documents";
import { isJsonObject } from "../values/json";
import { badRequest, type RequestParameters } from "./read-request";

/** In characters of text: some thousands of queries. */
const maxCharacters = 4 * 1024 * 1024;
const leastCharacters = 256;

/**
 * Texts of queries by their SHA-256, so that a client sends a text once and then its hash: Apollo's automatic persisted
 * queries (https://www.apollographql.com/docs/apollo-server/performance/apq). And the trusted documents of manifests, by
 * `documentId` or the same hash.
 */
export interface PersistedQueries {
  /**
   * The text that a request means, and whether it is one that clients were built with. Throws PERSISTED_QUERY_NOT_FOUND when its hash is not known yet, BAD_REQUEST when it
   * has neither text nor hash, or a text with another's hash.
   */
  textOf(parameters: RequestParameters, client: string | undefined): MeantText;
}

export interface MeantText {
  text: string;
  isTrusted: boolean;
}

export function createPersistedQueries(trusted?: Pick<TrustedDocuments, "textOf">): PersistedQueries {
  const texts = createWeightedCache<string>(maxCharacters);
  return {
    textOf({ query, documentId, extensions: { persistedQuery } }, client) {
      if (documentId !== undefined) {
        const text = trusted?.textOf(documentId.replace(/^sha256:/, ""), client);
        return text === undefined ? notFound() : { text, isTrusted: true };
      }
      if (!isJsonObject(persistedQuery)) {
        if (query) return { text: query, isTrusted: false };
        throw badRequest("Expected a query, or the hash of one in extensions.persistedQuery; there is none.");
      }
      const { version, sha256Hash } = persistedQuery;
      if (version !== 1) throw badRequest("Expected extensions.persistedQuery.version to be 1.");
      if (typeof sha256Hash !== "string") {
        throw badRequest("Expected extensions.persistedQuery.sha256Hash to be a text.");
      }
      const known = trusted?.textOf(sha256Hash, client);
      if (known !== undefined && (!query || query === known)) return { text: known, isTrusted: true };
      if (!query) return { text: texts.get(sha256Hash) ?? notFound(), isTrusted: false };
      if (createHash("sha256").update(query).digest("hex") !== sha256Hash) {
        throw badRequest(
          "Expected extensions.persistedQuery.sha256Hash to be the SHA-256 of the query, in hex.",
        );
      }
      texts.set(sha256Hash, query, query.length + leastCharacters);
      return { text: query, isTrusted: false };
    },
  };
}

function notFound(): never {
  // Clients know it by this very message.
  throw new GraphError("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
}
