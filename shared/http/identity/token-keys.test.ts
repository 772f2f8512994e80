import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, SignJWT } from "jose";
import { fixedClock } from "../../base/clock/clock";
import { tokenKeys } from "./token-keys";
import { createTokenVerifier } from "./token-verifier";

const now = "2025-11-14T09:00:00+07:00";
const [issuer, audience] = ["https://issuer.test", "graph.test"];
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

async function verifyWith(source: string) {
  const token = await new SignJWT({ role: "analyst" })
    .setProtectedHeader({ alg: "ES256" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject("lan")
    .setExpirationTime(Date.parse(now) / 1000 + 60)
    .sign(privateKey);
  const verifier = createTokenVerifier({
    keys: await tokenKeys(source),
    issuer,
    audience,
    clock: fixedClock(now),
  });
  return verifier.verify(token);
}

const viewer = { subject: "lan", role: "analyst", organization: null };

describe("the keys of tokens", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "graph-jwks-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it("come from a file", async () => {
    const file = join(directory, "jwks.json");
    await writeFile(file, JSON.stringify({ keys: [await exportJWK(publicKey)] }));
    expect(await verifyWith(file)).toEqual(viewer);
    await writeFile(file, "[]");
    await expect(tokenKeys(file)).rejects.toThrow(
      "AUTH_JWKS: expected a URL or a file with a JSON Web Key Set",
    );
  });

  it("come from a URL, and an issuer that is down is not the token's fault", async () => {
    const keys = JSON.stringify({ keys: [await exportJWK(publicKey)] });
    const server = createServer((_request, response) => response.end(keys));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    expect(await verifyWith(url)).toEqual(viewer);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(verifyWith(url)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  });
});
