import type { FastifyRequest } from "fastify";
import { decodeJwt } from "jose";
import type { TokenClaims } from "../../shared/http/identity/revoked-tokens";
import type { HeldToken } from "./context";

/** What a list of revoked tokens can name of the token that a request was let in by; empty where it came without one. */
export function tokenClaimsOf({ headers: { authorization } }: FastifyRequest): TokenClaims {
  const token = authorization?.replace(/^Bearer +/i, "").trim();
  if (!token) return {};
  const { sub, jti, iat } = decodeJwt(token);
  return { sub, jti, iat };
}

/** The token of a request that was let in, by the header's value; undefined where it came without one. */
export function heldToken(authorization: string | undefined): HeldToken | undefined {
  const token = authorization?.replace(/^Bearer +/i, "").trim();
  if (!token) return undefined;
  const { sub, jti, iat, exp = 0 } = decodeJwt(token);
  return { claims: { sub, jti, iat }, expiresAt: exp * 1000 };
}
