import type { FastifyInstance } from "fastify";
import type { SigningKeys } from "../../shared/http/identity/signing-keys";

/** Where subgraphs find what internal tokens are verified by. */
export const internalKeysPath = "/.well-known/internal-token-keys.json";

/**
 * Serves the public halves of the keys of internal tokens to everybody: they verify, and can do nothing else. On the graph's own
 * port, for a subgraph elsewhere reaches no other.
 */
export function registerInternalKeys(app: FastifyInstance, keys: Pick<SigningKeys, "publicSet">): void {
  app.get(internalKeysPath, async (_request, reply) => {
    reply.header("cache-control", "public, max-age=60").type("application/jwk-set+json");
    return JSON.stringify(keys.publicSet());
  });
}
