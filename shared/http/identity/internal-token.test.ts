import { generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import { fixedClock } from "../../base/clock/clock";
import { createInternalTokenSigner, createInternalTokenVerifier } from "./internal-token";
import type { Viewer } from "./viewer";

const clock = fixedClock("2025-11-14T02:00:00Z");
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const signer = createInternalTokenSigner({ privateKey, clock });
const verifier = createInternalTokenVerifier({ publicKey, audience: "tasks", clock });
const analyst: Viewer = { subject: "an", role: "analyst", organization: null };

describe("rows of a page in the gateway's statement", () => {
  it("are there where the gateway reads a table, and not where it does not, whichever was signed before", async () => {
    const [plain, table, plainAgain] = [
      await signer.sign(analyst, "tasks"),
      await signer.sign(analyst, "tasks", 500),
      await signer.sign(analyst, "tasks"),
    ];
    expect(plainAgain).toBe(plain);
    expect(await Promise.all([plain, table, plainAgain].map((token) => verifier.read(token)))).toEqual([
      { viewer: analyst },
      { viewer: analyst, pageRows: 500 },
      { viewer: analyst },
    ]);
    expect(await verifier.verify(table)).toEqual(analyst);
  });

  it.each([0, -5, 1.5, "500", 1e300])("are refused where they are %j", async (rows) => {
    const statement = await new SignJWT({ role: "analyst", rows })
      .setProtectedHeader({ alg: "EdDSA" })
      .setIssuer("hanoi-sector-graph-gateway")
      .setAudience("tasks")
      .setIssuedAt(clock.now().getTime() / 1000)
      .setExpirationTime(clock.now().getTime() / 1000 + 60)
      .sign(privateKey);
    await expect(verifier.read(statement)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});
