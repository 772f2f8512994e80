import { readFile } from "node:fs/promises";
import { createLocalJWKSet, createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { ConfigurationError } from "../../base/config/read-config";

/** As much of a key set as distinguishes it from another file; jose checks each key when it is used. */
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/**
 * The keys that tokens are verified with, from a URL or a file. Those of a URL are fetched when the first
 * token comes, cached for 10 minutes, and fetched again for a key that is not among them, at most every
 * 30 s: tokens with invented key ids do not turn into requests to the issuer.
 *
 * Throws ConfigurationError when the file is no JSON Web Key Set.
 */
export async function tokenKeys(source: string): Promise<JWTVerifyGetKey> {
  const url = URL.parse(source);
  if (url?.protocol === "https:" || url?.protocol === "http:") {
    return createRemoteJWKSet(url, {
      timeoutDuration: 3_000,
      cooldownDuration: 30_000,
      cacheMaxAge: 600_000,
    });
  }
  try {
    return createLocalJWKSet(keySet.parse(JSON.parse(await readFile(source, "utf8"))));
  } catch (cause) {
    throw new ConfigurationError(
      `AUTH_JWKS: expected a URL or a file with a JSON Web Key Set, got ${JSON.stringify(source)}.`,
      { cause },
    );
  }
}
