import { createHash, createPublicKey, type KeyObject } from "node:crypto";

/** A public Ed25519 key as a JSON Web Key: RFC 8037, with the `kid` that RFC 7638 derives of it. */
export interface InternalTokenJwk {
  kty: "OKP";
  crv: "Ed25519";
  x: string;
  kid: string;
  use: "sig";
  alg: "EdDSA";
}

const known = new WeakMap<KeyObject, InternalTokenJwk>();

/**
 * The public half of an Ed25519 key, whichever half is given. Its `kid` follows from the key alone, so that whoever has the
 * key in PEM knows it by the same name. Throws for a key of another kind.
 */
export function internalTokenJwk(key: KeyObject): InternalTokenJwk {
  const before = known.get(key);
  if (before) return before;
  if (key.asymmetricKeyType !== "ed25519") {
    throw new Error(`Expected an Ed25519 key, got one of ${key.asymmetricKeyType ?? key.type}.`);
  }
  const { x = "" } = (key.type === "private" ? createPublicKey(key) : key).export({ format: "jwk" });
  // The members that RFC 7638 names for this kind of key, sorted.
  const thumbprint = JSON.stringify({ crv: "Ed25519", kty: "OKP", x });
  const kid = createHash("sha256").update(thumbprint).digest("base64url");
  const jwk: InternalTokenJwk = { kty: "OKP", crv: "Ed25519", x, kid, use: "sig", alg: "EdDSA" };
  known.set(key, jwk);
  return jwk;
}
