import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** Private keys of a text in PEM, in its order. Throws when it has none, or has something else. */
export const privateKeysOf = (pem: string): KeyObject[] =>
  blocksOf(pem).map((block) => createPrivateKey(block));

/** Public keys of a text in PEM, in its order. Throws when it has none, or has something else. */
export const publicKeysOf = (pem: string): KeyObject[] =>
  blocksOf(pem).map((block) => createPublicKey(block));

/** Node.js reads the first block of a text, and says nothing of the others. */
function blocksOf(pem: string): string[] {
  const blocks = pem.match(/-----BEGIN ([A-Z ]+)-----[\s\S]*?-----END \1-----/g);
  if (!blocks) throw new Error("Expected keys in PEM; there is none.");
  return blocks;
}
