import { createHmac, createPrivateKey, type KeyObject } from "node:crypto";
import { type JWTPayload, SignJWT } from "jose";
import { internalTokenJwk } from "../../../shared/http/identity/key-ids";

/*
 * What anybody's verification of internal tokens can be held to. The keys are made for these vectors alone and published
 * with them: nobody may ever take a token by them.
 */

/** Who asks, as a subgraph reads it of a token that it takes. */
export interface VectorViewer {
  role: string;
  subject: string | null;
  organization: string | null;
  /** Most rows of a page; null: as many as any client may ask for. */
  pageRows: number | null;
}

export interface Vector {
  name: string;
  token: string;
  /** What it says; null: it is to be refused with status 401 and the code UNAUTHENTICATED. */
  viewer: VectorViewer | null;
}

export interface Vectors {
  about: string;
  /** The header that the token comes in. */
  header: string;
  issuer: string;
  /** The name of the subgraph that verifies. */
  audience: string;
  /** The instant at which it does, in Unix seconds. */
  at: number;
  jwks: { keys: object[] };
  vectors: Vector[];
}

const keys = {
  current: {
    kty: "OKP",
    crv: "Ed25519",
    x: "DDz9O_FQOStpjfwKfMR1WcNzPpjHnD2z5i4m_dYOhqg",
    d: "X1NNRj6uC5A-OhHWPWNqqF3IPsVnJyNYLW_kReLnYeQ",
  },
  next: {
    kty: "OKP",
    crv: "Ed25519",
    x: "-JBNyY5hd3_jGiZRGg9wMubK5DNV6E1n4bh0vRPYe9Y",
    d: "b2GBBOYSnIA1_J02RRSVRNA9J_3RfO2ro8ysp7ZoTP8",
  },
  stranger: {
    kty: "OKP",
    crv: "Ed25519",
    x: "o4Fki2VRjTJnNqCP59Xie_kuaUC1sEKyWb10LMyWk3U",
    d: "gIp_nleZ16ZU9a1MCzLRhIvN3UgWbBlQO5Ydkfz0xMw",
  },
} as const;

const issuer = "hanoi-sector-graph-gateway";
const audience = "heritage";
const at = 1_763_085_600;

type Name = keyof typeof keys;
const keyOf = (name: Name): KeyObject => createPrivateKey({ key: { ...keys[name] }, format: "jwk" });
const kidOf = (name: Name): string => internalTokenJwk(keyOf(name)).kid;

const good = { iss: issuer, aud: audience, iat: at - 5, exp: at + 55, role: "public" };
const reader: VectorViewer = { role: "public", subject: null, organization: null, pageRows: null };

/** The vectors, which are the same each time they are made: Ed25519 signs alike what is alike. */
export async function makeVectors(): Promise<Vectors> {
  const { role: _role, ...withoutRole } = good;
  const { exp: _exp, ...withoutEnd } = good;
  const { aud: _aud, ...withoutAudience } = good;
  const { iss: _iss, ...withoutIssuer } = good;
  const whole = await signed(good);
  const [header = "", body = "", signature = ""] = whole.split(".");
  const taken: [string, string, VectorViewer][] = [
    ["the public", whole, reader],
    [
      "an analyst",
      await signed({ ...good, role: "analyst", sub: "lan" }),
      { ...reader, role: "analyst", subject: "lan" },
    ],
    [
      "an editor, with the organization",
      await signed({ ...good, role: "editor", sub: "minh", org: "SVHTT" }),
      { ...reader, role: "editor", subject: "minh", organization: "SVHTT" },
    ],
    [
      "an admin",
      await signed({ ...good, role: "admin", sub: "hoa" }),
      { ...reader, role: "admin", subject: "hoa" },
    ],
    ["pages of 500 rows", await signed({ ...good, rows: 500 }), { ...reader, pageRows: 500 }],
    ["the other key of a rotation", await signed(good, "next"), reader],
    ["several audiences, this one among them", await signed({ ...good, aud: ["tasks", audience] }), reader],
    ["a second before its end", await signed({ ...good, exp: at + 1 }), reader],
    ["valid since this second", await signed({ ...good, nbf: at }), reader],
    ["issued by a clock that is 5 s ahead", await signed({ ...good, iat: at + 5 }), reader],
    ["a claim that is not known", await signed({ ...good, colour: "red" }), reader],
  ];
  const refused: [string, string][] = [
    ["expired", await signed({ ...good, iat: at - 70, exp: at - 10 })],
    ["at the second of its end", await signed({ ...good, exp: at })],
    ["not valid yet", await signed({ ...good, nbf: at + 10 })],
    ["for another subgraph", await signed({ ...good, aud: "tasks" })],
    ["of another issuer", await signed({ ...good, iss: "somebody" })],
    ["by a key that is not known", await signed(good, "stranger")],
    [
      "by a key that is not known, under the id of one that is",
      await signed(good, "stranger", kidOf("current")),
    ],
    ["without an end", await signed(withoutEnd)],
    ["without an audience", await signed(withoutAudience)],
    ["without an issuer", await signed(withoutIssuer)],
    ["without a role", await signed(withoutRole)],
    ["a role that is not known", await signed({ ...good, role: "root" })],
    ["pages of no rows", await signed({ ...good, rows: 0 })],
    ["pages of rows in words", await signed({ ...good, rows: "500" })],
    ["another body under the signature", `${header}.${encode({ ...good, role: "admin" })}.${signature}`],
    ["no signature", `${header}.${body}.`],
    ["the algorithm none", `${encode({ alg: "none" })}.${body}.`],
    ["the public key taken for a shared secret", hmac(body)],
    ["no token", ""],
    ["no JWT", "public"],
  ];
  return {
    about:
      "Internal tokens, and what a subgraph named by `audience` is to make of each at the instant `at`. The keys are of these vectors alone: never take a token by them.",
    ...{ header: "x-graph-internal-token", issuer, audience, at },
    jwks: { keys: [internalTokenJwk(keyOf("current")), internalTokenJwk(keyOf("next"))] },
    vectors: [
      ...taken.map(([name, token, viewer]) => ({ name, token, viewer })),
      ...refused.map(([name, token]) => ({ name, token, viewer: null })),
    ],
  };
}

function signed(claims: JWTPayload, name: Name = "current", kid = kidOf(name)): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "EdDSA", kid }).sign(keyOf(name));
}

/** What a verification takes that goes by the algorithm of the token's own header. */
function hmac(body: string): string {
  const signedPart = `${encode({ alg: "HS256", kid: kidOf("current") })}.${body}`;
  const secret = internalTokenJwk(keyOf("current")).x;
  return `${signedPart}.${createHmac("sha256", secret).update(signedPart).digest("base64url")}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
