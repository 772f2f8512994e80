import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, exportJWK, SignJWT } from "jose";
import type { Clock } from "../../base/clock/clock";
import { readRevokedTokens } from "./revoked-tokens";
import { createTokenVerifier, type TokenVerifier } from "./token-verifier";

const [issuer, audience] = ["https://issuer.test", "graph.test"];
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

let folder: string;
let file: string;
let now: number;
let tokens: TokenVerifier;

const clock: Clock = { now: () => new Date(now) };
const list = (content: object) => writeFileSync(file, JSON.stringify(content));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "graph-revoked-"));
  file = join(folder, "revoked.json");
  now = Date.parse("2025-11-14T09:00:00+07:00");
  list({});
  const keys = createLocalJWKSet({ keys: [await exportJWK(publicKey)] });
  tokens = createTokenVerifier({
    keys,
    issuer,
    audience,
    clock,
    revoked: readRevokedTokens(file, () => now),
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

function tokenOf(sub: string, jti?: string, issuedMsAgo = 0): Promise<string> {
  const token = new SignJWT({ role: "analyst" })
    .setProtectedHeader({ alg: "ES256" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(sub)
    .setIssuedAt(Math.floor((now - issuedMsAgo) / 1000))
    .setExpirationTime(Math.floor(now / 1000) + 3_600);
  return (jti === undefined ? token : token.setJti(jti)).sign(privateKey);
}

const outcomeOf = (token: string) =>
  tokens.verify(token).then(
    ({ subject }) => subject,
    (error: { code: string; message: string }) => `${error.code} ${error.message}`,
  );

test("a token that was taken a moment ago is refused once it is on the list, and others are not", async () => {
  const [stolen, other] = [await tokenOf("lan", "a"), await tokenOf("lan", "b")];
  expect([await outcomeOf(stolen), await outcomeOf(other)]).toEqual(["lan", "lan"]);
  list({ tokens: ["a"] });
  now += 1_000;
  expect(await outcomeOf(stolen)).toMatch(/^UNAUTHENTICATED .*revoked/);
  expect(await outcomeOf(other)).toBe("lan");
});

test("all tokens of a person that were issued before an instant are refused, and later ones are not", async () => {
  const before = await tokenOf("lan", undefined, 60_000);
  list({ subjects: { lan: new Date(now - 30_000).toISOString() } });
  now += 1_000;
  expect(await outcomeOf(before)).toMatch(/^UNAUTHENTICATED/);
  expect(await outcomeOf(await tokenOf("lan"))).toBe("lan");
  expect(await outcomeOf(await tokenOf("minh", undefined, 60_000))).toBe("minh");
});

test("a list that cannot be read lets nobody in with a token, until it can be again", async () => {
  const token = await tokenOf("lan");
  writeFileSync(file, "{");
  now += 1_000;
  expect(await outcomeOf(token)).toMatch(/^SERVICE_UNAVAILABLE/);
  expect(await outcomeOf(token)).toMatch(/^SERVICE_UNAVAILABLE/);
  rmSync(file);
  now += 1_000;
  expect(await outcomeOf(token)).toMatch(/^SERVICE_UNAVAILABLE/);
  writeFileSync(`${file}.new`, "{}");
  renameSync(`${file}.new`, file);
  now += 1_000;
  expect(await outcomeOf(token)).toBe("lan");
});

test.each([["{"], ['{"token": ["a"]}'], ['{"subjects": {"lan": "yesterday"}}']])(
  "the process does not start with %s for a list",
  (content) => {
    writeFileSync(file, content);
    expect(() => readRevokedTokens(file, () => now)).toThrow("AUTH_REVOKED: expected a file such as");
  },
);
