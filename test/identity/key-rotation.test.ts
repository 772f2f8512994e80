import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JWTVerifyGetKey } from "jose";
import { internalKeysPath } from "../../gateway/http/internal-keys-route";
import { rotateKeys } from "../../gateway/rotate-keys";
import { systemClock } from "../../shared/base/clock/clock";
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
} from "../../shared/http/identity/internal-token";
import { ensureKeys } from "../../shared/http/identity/keys";
import { readSigningKeys } from "../../shared/http/identity/signing-keys";
import { verifyingKeysOfFile, verifyingKeysOfUrl } from "../../shared/http/identity/verifying-keys";
import { publicViewer } from "../../shared/http/identity/viewer";
import { printSubgraph } from "../../shared/kit/subgraph/build-schema";
import { compose, startOver } from "../support/gateway/gateway-fixture";
import { unusedPort } from "../support/processes/unused-port";
import { serveOpened, serveTestSubgraph } from "../support/subgraph/served-subgraph";
import { libraries } from "../template/subgraph";

/*
 * The key of internal tokens is exchanged while requests run: by the command, before two processes of a subgraph, of
 * which one has the gateway's keys from a file and one from the gateway.
 */

const folder = mkdtempSync(join(tmpdir(), "key-rotation-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In their order, also where a test has failed: nothing of it is to work beside the next. */
const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** Files are looked at once a second by this clock, which is each time. */
let second = 0;
const now = () => {
  second += 1_000;
  return second;
};

it("is exchanged in three steps under load without a failed request, and the old one is worth nothing then", async () => {
  const files = await ensureKeys(folder);
  const signingKeys = readSigningKeys(files.internalTokenPrivateKey, { now });
  const signer = createInternalTokenSigner({ privateKey: signingKeys.current, clock: systemClock });
  const port = await unusedPort();
  const keys = {
    byFile: verifyingKeysOfFile(files.internalTokenPublicKey, { now }),
    byUrl: verifyingKeysOfUrl(new URL(internalKeysPath, `http://127.0.0.1:${port}`), 0),
  };
  const one = await serveTestSubgraph(libraries, { statements: takenBy(keys.byFile) });
  const other = await serveOpened(libraries, one.subgraph, { statements: takenBy(keys.byUrl) });
  const sdl = compose([{ name: "libraries", url: one.url, sdl: await printSubgraph(libraries) }]);
  const urlsOf = () => new Map([["libraries", [one.url, other.url]]]);
  // On a machine that does other things, too, a deadline would be one more reason for a fault.
  const deadlines = { SUBGRAPH_TIMEOUT_MS: 30_000, REQUEST_TIMEOUT_MS: 30_000 };
  const gateway = await startOver(sdl, { GATEWAY_PORT: port, ...deadlines }, { urlsOf, signer, signingKeys });
  ending.push(
    () => gateway.stop(),
    () => other.stop(),
    () => one.close(),
  );
  await gateway.ready;

  const { publicSet } = signingKeys;
  const [first] = publicSet().keys.map(({ kid }) => kid);
  const old = await signer.sign(publicViewer, "libraries");
  let [answered, isOver] = [0, false];
  const failed: unknown[] = [];
  const expected = JSON.stringify({ data: { library: { name: "Thư viện mẫu 00008" } } });
  const loads = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const body = JSON.stringify({ query: `{ library(code: "TV-00008") { name } } # ${answered}` });
      const response = await fetch(`${gateway.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      const answer: unknown = await response.json();
      if (JSON.stringify(answer) !== expected) failed.push(answer);
      answered += 1;
    }
  });
  const more = async (count: number) => {
    const enough = answered + count;
    while (answered < enough) await new Promise((resolve) => setImmediate(resolve));
  };
  const environment = { DATA_DIRECTORY: folder };
  const told: string[] = [];
  try {
    for (const step of ["prepare", "switch", "retire"]) {
      await more(50);
      told.push(await rotateKeys([step], environment));
    }
    await more(50);
  } finally {
    isOver = true;
    await Promise.all(loads);
  }

  const [second] = publicSet().keys.map(({ kid }) => kid);
  expect(failed).toEqual([]);
  expect(second).not.toBe(first);
  expect(told.map((text) => text.split(". ").slice(0, 2))).toEqual([
    [`Signs: ${first}`, `Known besides: ${second}`],
    [`Signs: ${second}`, `Known besides: ${first}`],
    [`Signs: ${second}`, "The old key is taken by nobody any more."],
  ]);
  const served = await (await fetch(new URL(internalKeysPath, gateway.url))).json();
  expect(served).toEqual(JSON.parse(readFileSync(files.internalTokenJwks, "utf8")));
  expect(served).toEqual(publicSet());
  expect(JSON.stringify(served)).not.toContain('"d"');
  // A process that begins now, and one that reads the file.
  for (const publicKey of [keys.byFile, verifyingKeysOfUrl(new URL(internalKeysPath, gateway.url))])
    await expect(takenBy(publicKey).read(old)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });

  await ending.shift()?.();
  // What it has had before is taken while nobody answers; who has had nothing does not know.
  const young = await signer.sign(publicViewer, "libraries", 7);
  expect(await takenBy(keys.byUrl).read(young)).toEqual({ viewer: publicViewer, pageRows: 7 });
  const never = verifyingKeysOfUrl(new URL(internalKeysPath, gateway.url));
  await expect(takenBy(never).read(young)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
}, 60_000);

it("steps out of their order are refused, and leave the file as it is", async () => {
  const environment = { DATA_DIRECTORY: mkdtempSync(join(folder, "order-")) };
  const { internalTokenPrivateKey: file } = await ensureKeys(environment.DATA_DIRECTORY);
  const before = readFileSync(file, "utf8");
  for (const step of ["switch", "retire"])
    await expect(rotateKeys([step], environment)).rejects.toThrow(
      `Expected two keys in ${file} for the step ${step}; it has 1.`,
    );
  for (const words of [[], ["back"], ["prepare", "now"]])
    await expect(rotateKeys(words, environment)).rejects.toThrow(
      "Expected one of prepare, switch, retire; got",
    );
  expect(readFileSync(file, "utf8")).toBe(before);
  await rotateKeys(["prepare"], environment);
  await expect(rotateKeys(["prepare"], environment)).rejects.toThrow("Expected one key in");
});

function takenBy(publicKey: JWTVerifyGetKey) {
  return createInternalTokenVerifier({ publicKey, audience: "libraries", clock: systemClock });
}
