import type { FastifyRequest } from "fastify";
import { decodeJwt } from "jose";
import type { TokenClaims } from "../../shared/http/identity/revoked-tokens";

/** What a list of revoked tokens can name of the token that a request was let in by; empty where it came without one. */
export function tokenClaimsOf({ headers: { authorization } }: FastifyRequest): TokenClaims {
  const token = authorization?.replace(/^Bearer +/i, "").trim();
  if (!token) return {};
  const { sub, jti, iat } = decodeJwt(token);
  return { sub, jti, iat };
}
