import type { DocumentNode } from "graphql";
import { createWeightedCache } from "../../shared/base/cache/weighted-cache";

/** In characters of query text, with what a document costs at least: as many as there are operations ready to run. */
const maxCharacters = 1024 * 1024;
const leastCharacters = 1024;

/**
 * The parsed and validated documents that Apollo Server caches. Its own store is bounded by the length of their JSON,
 * and takes 150 MB of memory when every query is another one; here a document stays as long as its operation may.
 */
export function createDocumentStore() {
  const documents = createWeightedCache<DocumentNode>(maxCharacters);
  return {
    get: async (key: string) => documents.get(key),
    set: async (key: string, document: DocumentNode) => {
      documents.set(key, document, (document.loc?.source.body.length ?? 0) + leastCharacters);
    },
    delete: async (key: string) => documents.delete(key),
  };
}
