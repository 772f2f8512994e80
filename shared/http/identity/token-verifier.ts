import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";
import type { Clock } from "../../base/clock/clock";
import { GraphError } from "../../base/errors/graph-error";
import { createExpiringCache } from "./expiring-cache";
import type { RevokedTokens, TokenClaims } from "./revoked-tokens";
import { describeTokenProblem } from "./token-problem";
import type { Viewer } from "./viewer";

/*
 * Only algorithms with a private half. With HS256 among them, a forger would sign with the public key,
 * which everyone has, as the shared secret; `none` would need no key at all.
 */
const algorithms = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];

/** A signature is checked once in this time: long enough for a dashboard, short for a withdrawn key. */
const reuseMs = 60_000;

export interface TokenVerifierOptions {
  keys: JWTVerifyGetKey;
  issuer: string;
  audience: string;
  clock: Clock;
  /** Absent: none is revoked. */
  revoked?: RevokedTokens;
}

export interface TokenVerifier {
  /**
   * Who the token speaks for. Throws GraphError UNAUTHENTICATED when it is invalid, and
   * SERVICE_UNAVAILABLE when the issuer's keys cannot be had.
   */
  verify(token: string): Promise<Viewer>;
  /**
   * Whether a token that was verified before is revoked by now: what was made with it is to end, too. Throws
   * SERVICE_UNAVAILABLE when the list cannot be read.
   */
  isRevoked(token: TokenClaims): boolean;
}

export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { keys, issuer, audience, clock, revoked } = options;
  const verified = createExpiringCache<{ viewer: Viewer; payload: JWTPayload }>(1_000, clock);
  // Of each request, also where the signature is known to be valid.
  const isRevoked = (token: TokenClaims) => revoked !== undefined && has(revoked, token);
  const refuseRevoked = (payload: JWTPayload) => {
    if (isRevoked(payload))
      throw unauthenticated("Expected a token that holds: this one was revoked; sign in anew.");
  };
  return {
    isRevoked,
    async verify(token) {
      const now = clock.now();
      const known = verified.get(token);
      if (known) {
        refuseRevoked(known.payload);
        return known.viewer;
      }
      const payload = await jwtVerify(token, keys, {
        algorithms,
        issuer,
        audience,
        currentDate: now,
        requiredClaims: ["sub", "exp"],
      }).then(
        (result) => result.payload,
        (error: unknown) => refuse(error, `issuer ${issuer}, audience ${audience}`),
      );
      refuseRevoked(payload);
      const viewer = viewerOf(payload);
      verified.set(token, { viewer, payload }, Math.min((payload.exp ?? 0) * 1000, now.getTime() + reuseMs));
      return viewer;
    },
  };
}

function has(revoked: RevokedTokens, token: TokenClaims): boolean {
  try {
    return revoked.has(token);
  } catch (cause) {
    throw new GraphError("SERVICE_UNAVAILABLE", "Tokens cannot be verified now; try again shortly.", {
      cause,
    });
  }
}

const claimsSchema = z.object({
  sub: z.string().min(1).max(256),
  role: z.enum(["analyst", "editor", "admin"]),
  org: z.string().min(1).max(64).optional(),
  scope: z.string().max(4_096).optional(),
});

function viewerOf(payload: JWTPayload): Viewer {
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) {
    throw unauthenticated(
      "Expected a token with the claims sub (text), role (analyst, editor or admin), org and scope (text); " +
        `not so: ${claims.error.issues.map((issue) => issue.path.join(".")).join(", ")}.`,
    );
  }
  const { sub, role, org, scope } = claims.data;
  const scopes = scopesOf(scope);
  if (role !== "editor") return { subject: sub, role, organization: null, ...scopes };
  if (org === undefined) {
    throw unauthenticated(
      "Expected a token with the claim org, the organization that the editor writes for.",
    );
  }
  return { subject: sub, role, organization: org, ...scopes };
}

/** Words between spaces, in one order. See https://www.rfc-editor.org/rfc/rfc8693#section-4.2 */
function scopesOf(scope = ""): Pick<Viewer, "scopes"> {
  const scopes = [...new Set(scope.split(" ").filter((word) => word !== ""))].sort();
  return scopes.length > 0 ? { scopes } : {};
}

function refuse(cause: unknown, expected: string): never {
  const problem = describeTokenProblem(cause);
  if (problem === undefined) {
    throw new GraphError("SERVICE_UNAVAILABLE", "Tokens cannot be verified now; try again shortly.", {
      cause,
    });
  }
  throw unauthenticated(`Expected a valid token (${expected}, not expired): ${problem}.`, cause);
}

function unauthenticated(message: string, cause?: unknown): GraphError {
  return new GraphError("UNAUTHENTICATED", message, { cause });
}
