import { readFileSync, writeFileSync } from "node:fs";
import { createLocalJWKSet } from "jose";
import { fixedClock } from "../../../shared/base/clock/clock";
import { fromRoot } from "../../../shared/base/project/project-root";
import {
  createInternalTokenVerifier,
  internalTokenHeader,
} from "../../../shared/http/identity/internal-token";
import { makeVectors, type Vectors } from "./make-vectors";

/** Committed, for those who verify in another language; UPDATE=1 writes it anew. */
const file = fromRoot("test", "foreign", "vectors", "internal-tokens.json");

let vectors: Vectors;
beforeAll(async () => {
  vectors = await makeVectors();
  if (process.env.UPDATE) writeFileSync(file, `${JSON.stringify(vectors, null, 2)}\n`);
});

it("are committed as they are made", () => {
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(vectors);
});

it("are read by our own subgraphs as they say", async () => {
  const { jwks, audience, at, header } = vectors;
  const verifier = createInternalTokenVerifier({
    publicKey: createLocalJWKSet({ keys: jwks.keys as [] }),
    audience,
    clock: fixedClock(new Date(at * 1000).toISOString()),
  });
  const read = await Promise.all(
    vectors.vectors.map(async ({ name, token }) => {
      const viewer = await verifier.read(token).then(
        ({ viewer, pageRows = null }) => ({ ...viewer, pageRows }),
        ({ code }: { code: string }) => (code === "UNAUTHENTICATED" ? null : code),
      );
      return { name, token, viewer };
    }),
  );
  expect(header).toBe(internalTokenHeader);
  expect(read).toEqual(vectors.vectors);
});
