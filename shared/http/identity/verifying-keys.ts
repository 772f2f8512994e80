import { readFileSync } from "node:fs";
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { ConfigurationError } from "../../base/config/read-config";
import { type WatchOptions, watchFiles } from "../../base/config/watch-file";
import { GraphError } from "../../base/errors/graph-error";
import { internalTokenJwk } from "./key-ids";
import { publicKeysOf } from "./pem-keys";

const keySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1),
});

/**
 * The gateway's public keys from a file, a JSON Web Key Set or PEM, in which there may be several: while one is exchanged
 * there are two. It is read again when it has changed. Throws ConfigurationError when it is neither.
 */
export function verifyingKeysOfFile(file: string, options: WatchOptions = {}): JWTVerifyGetKey {
  const keys = watchFiles([file], () => createLocalJWKSet(read(file)), options);
  return (header, token) => keys()(header, token);
}

/**
 * The same from where the gateway serves them. They are fetched with the first request, again after a minute, and for a key
 * that is not among them, at most every 10 s: invented ids do not turn into requests to the gateway. While the gateway
 * does not answer, those that were had last are taken; where there are none, a request is SERVICE_UNAVAILABLE, for
 * nothing is said of its token.
 */
export function verifyingKeysOfUrl(url: URL, cooldownMs = 10_000): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, {
    ...{ timeoutDuration: 3_000, cooldownDuration: cooldownMs, cacheMaxAge: 60_000 },
  });
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys)
        throw cause;
      const last = remote.jwks();
      if (last !== undefined) return createLocalJWKSet(last)(header, token);
      throw new GraphError(
        "SERVICE_UNAVAILABLE",
        "The gateway's keys cannot be had now; try again shortly.",
        {
          cause,
        },
      );
    }
  };
}

function read(file: string) {
  try {
    const text = readFileSync(file, "utf8");
    if (text.trimStart().startsWith("{")) return keySet.parse(JSON.parse(text));
    return { keys: publicKeysOf(text).map((key) => ({ ...internalTokenJwk(key) })) };
  } catch (cause) {
    throw new ConfigurationError(
      `Expected the gateway's public keys in ${file}, a JSON Web Key Set with ids or PEM; it is missing or is neither.`,
      { cause },
    );
  }
}
