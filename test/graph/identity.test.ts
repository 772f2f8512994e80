import { createHmac, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, exportJWK, type JWTPayload, SignJWT } from "jose";
import { issueToken, readTokenRequest } from "../../gateway/token";
import { type Clock, fixedClock } from "../../shared/base/clock/clock";
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
} from "../../shared/http/identity/internal-token";
import { ensureKeys, readPrivateKey } from "../../shared/http/identity/keys";
import { requireRole } from "../../shared/http/identity/require-role";
import { createTokenVerifier } from "../../shared/http/identity/token-verifier";
import { verifyingKeysOfFile } from "../../shared/http/identity/verifying-keys";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";

const now = "2025-11-14T09:00:00+07:00";
const clock = fixedClock(now);
const nowSeconds = Date.parse(now) / 1000;
const editor: Viewer = { subject: "lan", role: "editor", organization: "SKHCN" };

const refusal = (message: string) => ({ code: "UNAUTHENTICATED", message });

describe("tokens", () => {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = "https://issuer.test";
  const audience = "graph.test";
  const good = { iss: issuer, aud: audience, sub: "lan", role: "editor", org: "SKHCN", exp: nowSeconds + 60 };
  const expected = `Expected a valid token (issuer ${issuer}, audience ${audience}, not expired)`;
  const claimsExpected =
    "Expected a token with the claims sub (text), role (analyst, editor or admin), org and scope (text)";

  const verifier = async (at: Clock = clock) =>
    createTokenVerifier({
      keys: createLocalJWKSet({ keys: [await exportJWK(keys.publicKey)] }),
      issuer,
      audience,
      clock: at,
    });
  const sign = (claims: JWTPayload, key: KeyObject = keys.privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: "ES256" }).sign(key);

  it("tell who asks", async () => {
    const { verify } = await verifier();
    expect(await verify(await sign(good))).toEqual(editor);
    expect(await verify(await sign({ ...good, role: "admin" }))).toEqual({
      subject: "lan",
      role: "admin",
      organization: null,
    });
  });

  const { sub: _sub, ...noSubject } = good;
  const { exp: _exp, ...noExpiry } = good;
  const { org: _org, ...noOrganization } = good;
  const cases: [string, () => Promise<string> | string, string][] = [
    ["expired", () => sign({ ...good, exp: nowSeconds }), `${expected}: it has expired.`],
    ["not valid yet", () => sign({ ...good, nbf: nowSeconds + 60 }), `${expected}: it is not valid yet.`],
    [
      "forged",
      () => sign(good, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey),
      `${expected}: its signature does not hold.`,
    ],
    ["alg none", () => unsigned(good), `${expected}: its algorithm is not allowed.`],
    [
      "HS256 with the public key as the secret",
      () => signedWithPublicKey(good, keys.publicKey),
      `${expected}: its algorithm is not allowed.`,
    ],
    [
      "of another issuer",
      () => sign({ ...good, iss: "https://other.test" }),
      `${expected}: the claim "iss" has another value.`,
    ],
    [
      "for another audience",
      () => sign({ ...good, aud: "other.test" }),
      `${expected}: the claim "aud" has another value.`,
    ],
    ["without sub", () => sign(noSubject), `${expected}: the claim "sub" is missing.`],
    ["without exp", () => sign(noExpiry), `${expected}: the claim "exp" is missing.`],
    ["with a role that is none", () => sign({ ...good, role: "public" }), `${claimsExpected}; not so: role.`],
    [
      "of an editor without org",
      () => sign(noOrganization),
      "Expected a token with the claim org, the organization that the editor writes for.",
    ],
    ["no JWT", () => "abc", `${expected}: it is not a JWT.`],
  ];
  it.each(cases)("are refused: %s", async (_case, make, message) => {
    const { verify } = await verifier();
    await expect(verify(await make())).rejects.toMatchObject(refusal(message));
  });

  it("are not remembered past their end", async () => {
    let instant = new Date(now);
    const { verify } = await verifier({ now: () => instant });
    const token = await sign({ ...good, exp: nowSeconds + 30 });
    expect(await verify(token)).toEqual(editor);
    instant = new Date(instant.getTime() + 30_000);
    await expect(verify(token)).rejects.toMatchObject(refusal(`${expected}: it has expired.`));
  });

  it("cannot be verified while the keys cannot be had, which is no fault of the token", async () => {
    const keys = () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.1:443"));
    const { verify } = createTokenVerifier({ keys, issuer, audience, clock });
    await expect(verify(await sign(good))).rejects.toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      message: "Tokens cannot be verified now; try again shortly.",
    });
  });
});

describe("statements", () => {
  const keys = generateKeyPairSync("ed25519");
  const signer = createInternalTokenSigner({ privateKey: keys.privateKey, clock });
  const verifierAt = (at: Clock) =>
    createInternalTokenVerifier({ publicKey: keys.publicKey, audience: "tasks", clock: at });
  const expected = "Expected a valid statement of the gateway for tasks";
  const later = (ms: number) => fixedClock(new Date(Date.parse(now) + ms));

  it("carry the viewer over, the public reader too", async () => {
    const { verify } = verifierAt(clock);
    for (const viewer of [editor, publicViewer]) {
      expect(await verify(await signer.sign(viewer, "tasks"))).toEqual(viewer);
    }
  });

  it("are signed once in 30 s for a viewer and a subgraph", async () => {
    let instant = new Date(now);
    const moving = createInternalTokenSigner({ privateKey: keys.privateKey, clock: { now: () => instant } });
    const first = await moving.sign(editor, "tasks");
    instant = later(29_999).now();
    expect(await moving.sign(editor, "tasks")).toBe(first);
    expect(await moving.sign(editor, "procedures")).not.toBe(first);
    expect(await moving.sign(publicViewer, "tasks")).not.toBe(first);
    instant = later(30_000).now();
    expect(await moving.sign(editor, "tasks")).not.toBe(first);
  });

  const forger = createInternalTokenSigner({ privateKey: generateKeyPairSync("ed25519").privateKey, clock });
  const cases: [string, Clock, () => Promise<string> | string | undefined, string][] = [
    ["expired", later(60_000), () => signer.sign(editor, "tasks"), `${expected}: it has expired.`],
    [
      "for another subgraph",
      clock,
      () => signer.sign(editor, "procedures"),
      `${expected}: the claim "aud" has another value.`,
    ],
    ["forged", clock, () => forger.sign(editor, "tasks"), `${expected}: its signature does not hold.`],
    [
      "unsigned",
      clock,
      () =>
        unsigned({ iss: "hanoi-sector-graph-gateway", aud: "tasks", role: "admin", exp: nowSeconds + 60 }),
      `${expected}: its algorithm is not allowed.`,
    ],
    [
      "missing",
      clock,
      () => undefined,
      "Expected a statement of the gateway in x-graph-internal-token; send the request to the gateway.",
    ],
  ];
  it.each(cases)("are refused: %s", async (_case, at, make, message) => {
    await expect(verifierAt(at).verify(await make())).rejects.toMatchObject(refusal(message));
  });
});

describe("keys", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "graph-keys-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it("are the same for all who make them at once, and stay", async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => ensureKeys(directory)));
    const [files] = made;
    if (!files) throw new Error("no keys");
    const before = await Promise.all(Object.values(files).map((file) => readFile(file, "utf8")));
    await ensureKeys(directory);
    expect(await Promise.all(Object.values(files).map((file) => readFile(file, "utf8")))).toEqual(before);

    const privateKey = await readPrivateKey(files.internalTokenPrivateKey);
    const statement = await createInternalTokenSigner({ privateKey, clock }).sign(editor, "tasks");
    for (const file of [files.internalTokenPublicKey, files.internalTokenJwks]) {
      const publicKey = verifyingKeysOfFile(file);
      const { verify } = createInternalTokenVerifier({ publicKey, audience: "tasks", clock });
      expect(await verify(statement)).toEqual(editor);
    }
    for (const file of [files.internalTokenPrivateKey, files.tokenPrivateKey]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
  });

  it("that are missing are named", async () => {
    const file = join(directory, "none.pem");
    await expect(readPrivateKey(file)).rejects.toThrow(
      `Expected a private key in PEM in ${file}; it is missing or cannot be read.`,
    );
    expect(() => verifyingKeysOfFile(file)).toThrow(
      `Expected the gateway's public keys in ${file}, a JSON Web Key Set with ids or PEM; it is missing or is neither.`,
    );
  });

  it("sign the tokens of `npm run token`, which the gateway takes by default", async () => {
    const request = readTokenRequest(["--role", "editor", "--org", "SKHCN", "--sub", "lan"]);
    const token = await issueToken(request, directory, clock);
    const keys = createLocalJWKSet(
      JSON.parse(await readFile((await ensureKeys(directory)).tokenJwks, "utf8")),
    );
    const issuer = "hanoi-sector-graph-dev";
    const { verify } = createTokenVerifier({ keys, issuer, audience: "hanoi-sector-graph", clock });
    expect(await verify(token)).toEqual(editor);
  });

  it.each([
    [["--role", "boss"], 'Expected --role analyst|editor|admin, got "boss".'],
    [["--role", "editor"], "Expected --org CODE with --role editor, e.g. --org SKHCN."],
    [["--role", "admin", "--hours", "0"], 'Expected --hours above 0 and up to 8760, got "0".'],
    [
      ["--rolle"],
      "Expected --role ROLE [--org CODE] [--sub NAME] [--hours 8] [--scope SCOPES]: Unknown option '--rolle'",
    ],
  ])("are not used for the request %j", (args, message) => {
    expect(() => readTokenRequest(args)).toThrow(message);
  });
});

describe("requireRole", () => {
  it("lets the named roles on, and says which are needed", () => {
    expect(requireRole(editor, ["editor", "admin"], "this report")).toBeUndefined();
    expect(() => requireRole(publicViewer, ["analyst", "admin"], "the export")).toThrow(
      expect.objectContaining({
        code: "UNAUTHENTICATED",
        message: "The role analyst or admin is needed for the export; the request came without a token.",
      }),
    );
    expect(() => requireRole(editor, ["admin"], "the audit log")).toThrow(
      expect.objectContaining({
        code: "FORBIDDEN",
        message: "The role admin is needed for the audit log; the token's role is editor.",
      }),
    );
  });
});

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function unsigned(claims: JWTPayload): string {
  return `${encode({ alg: "none" })}.${encode(claims)}.`;
}

/** The classic forgery: the verifier's public key, which everyone has, taken for a shared secret. */
function signedWithPublicKey(claims: JWTPayload, publicKey: KeyObject): string {
  const signed = `${encode({ alg: "HS256" })}.${encode(claims)}`;
  const secret = publicKey.export({ type: "spki", format: "pem" });
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
