import type { KeyObject } from "node:crypto";
import { type JWTVerifyGetKey, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Clock } from "../../base/clock/clock";
import { GraphError } from "../../base/errors/graph-error";
import { createExpiringCache } from "./expiring-cache";
import { internalTokenJwk } from "./key-ids";
import { describeTokenProblem } from "./token-problem";
import { roles, type Viewer } from "./viewer";

/*
 * A subgraph listens on a port that anyone on its network may reach, so a plain header that says who
 * asks would let everyone be admin. The gateway therefore signs a statement (a JWT, Ed25519) with a key
 * that no subgraph has: a broken subgraph cannot make statements. It names one subgraph as its audience,
 * so a subgraph cannot use what it was sent at another, and it ends after a minute, so one that leaks
 * is soon worth nothing.
 */

/** Header in which the gateway sends a subgraph the viewer. */
export const internalTokenHeader = "x-graph-internal-token";

const issuer = "hanoi-sector-graph-gateway";
const algorithm = "EdDSA";
const lifetimeSeconds = 60;
const reuseMs = 30_000;
const maxCached = 10_000;

export interface InternalTokenSigner {
  /**
   * A statement that `viewer` asks, for the subgraph named `audience`; valid for 30 to 60 s. With `pageRows` its pages may
   * have as many rows, which is more than clients may ask for: the gateway reads a table.
   */
  sign(viewer: Viewer, audience: string, pageRows?: number): Promise<string>;
}

export interface InternalTokenVerifier {
  /** What the gateway states. Throws GraphError UNAUTHENTICATED when the token is missing or invalid. */
  read(token: string | undefined): Promise<InternalStatement>;
  /** The viewer alone. Throws the same. */
  verify(token: string | undefined): Promise<Viewer>;
}

export interface InternalStatement {
  viewer: Viewer;
  /** Most rows of a page; absent: as many as any client may ask for. */
  pageRows?: number;
}

/**
 * Signs with an Ed25519 private key, or the one that is current each time; a statement is used again for 30 s, signing costs
 * more than a lookup.
 */
export function createInternalTokenSigner(options: {
  privateKey: KeyObject | (() => KeyObject);
  clock: Clock;
}): InternalTokenSigner {
  const { privateKey, clock } = options;
  const current = typeof privateKey === "function" ? privateKey : () => privateKey;
  const signed = createExpiringCache<Promise<string>>(maxCached, clock);
  return {
    sign(viewer, audience, pageRows) {
      const nowMs = clock.now().getTime();
      const signing = current();
      const { kid } = internalTokenJwk(signing);
      const { role, subject, organization } = viewer;
      const key = JSON.stringify([audience, role, subject, organization, pageRows, kid]);
      const known = signed.get(key);
      if (known) return known;
      const fresh = signInternalToken(viewer, audience, pageRows, signing, Math.floor(nowMs / 1000));
      signed.set(key, fresh, nowMs + reuseMs);
      fresh.catch(() => signed.delete(key));
      return fresh;
    },
  };
}

/** Verifies for one audience with the gateway's public key, or keys by their ids; a valid token is cached until it expires. */
export function createInternalTokenVerifier(options: {
  publicKey: KeyObject | JWTVerifyGetKey;
  audience: string;
  clock: Clock;
}): InternalTokenVerifier {
  const { publicKey, audience, clock } = options;
  const keys = typeof publicKey === "function" ? publicKey : () => publicKey;
  const verified = createExpiringCache<InternalStatement>(maxCached, clock);
  const read = async (token: string | undefined): Promise<InternalStatement> => {
    if (!token) {
      throw new GraphError(
        "UNAUTHENTICATED",
        `Expected a statement of the gateway in ${internalTokenHeader}; send the request to the gateway.`,
      );
    }
    const now = clock.now();
    const known = verified.get(token);
    if (known) return known;
    const { statement, expiresAtMs } = await verifyInternalToken(token, keys, audience, now);
    verified.set(token, statement, expiresAtMs);
    return statement;
  };
  return { read, verify: async (token) => (await read(token)).viewer };
}

function signInternalToken(
  viewer: Viewer,
  audience: string,
  pageRows: number | undefined,
  key: KeyObject,
  nowSeconds: number,
): Promise<string> {
  const claims = {
    role: viewer.role,
    ...(viewer.organization !== null && { org: viewer.organization }),
    ...(pageRows !== undefined && { rows: pageRows }),
  };
  const statement = new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, kid: internalTokenJwk(key).kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + lifetimeSeconds);
  if (viewer.subject !== null) statement.setSubject(viewer.subject);
  return statement.sign(key);
}

const claimsSchema = z.object({
  exp: z.number(),
  sub: z.string().optional(),
  role: z.enum(roles),
  org: z.string().optional(),
  rows: z.int().positive().optional(),
});

async function verifyInternalToken(
  token: string,
  keys: JWTVerifyGetKey,
  audience: string,
  currentDate: Date,
) {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: [algorithm],
      issuer,
      audience,
      currentDate,
      requiredClaims: ["exp"],
    });
    const { exp, role, sub, org, rows } = claimsSchema.parse(payload);
    const viewer: Viewer = { subject: sub ?? null, role, organization: org ?? null };
    const statement: InternalStatement = { viewer, ...(rows !== undefined && { pageRows: rows }) };
    return { statement, expiresAtMs: exp * 1000 };
  } catch (cause) {
    if (cause instanceof GraphError) throw cause;
    const problem = describeTokenProblem(cause) ?? "it cannot be verified";
    throw new GraphError(
      "UNAUTHENTICATED",
      `Expected a valid statement of the gateway for ${audience}: ${problem}.`,
      { cause },
    );
  }
}
