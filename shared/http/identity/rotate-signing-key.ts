import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { replacePrivateFile } from "./keys";
import { privateKeysOf } from "./pem-keys";

/**
 * The three steps by which the key of internal tokens is exchanged while everything runs. Each makes another version of the
 * file that the gateway signs by, and the next may follow when all have seen it: subgraphs know the new key before it
 * signs, and the old one until its last token has ended.
 */
export const rotationSteps = {
  /** A new key behind the one that signs: its public half is told. */
  prepare: ([signing, ...others]: KeyObject[]) =>
    others.length === 0 && signing ? [signing, generateKeyPairSync("ed25519").privateKey] : undefined,
  /** The new key signs, the old one is still told. */
  switch: ([signing, next, ...others]: KeyObject[]) =>
    others.length === 0 && signing && next ? [next, signing] : undefined,
  /** The old one is gone. */
  retire: ([signing, former, ...others]: KeyObject[]) =>
    others.length === 0 && signing && former ? [signing] : undefined,
};

export type RotationStep = keyof typeof rotationSteps;

/** Keys that each step finds. */
const found: Record<RotationStep, string> = { prepare: "one key", switch: "two keys", retire: "two keys" };

/**
 * Makes one step on a file of private keys in PEM. Throws an error of one line where the file has another number of keys than
 * the step begins with, and leaves it as it is.
 */
export async function rotateSigningKey(file: string, step: RotationStep): Promise<void> {
  const keys = privateKeysOf(await readFile(file, "utf8"));
  const next = rotationSteps[step](keys);
  if (!next)
    throw new Error(`Expected ${found[step]} in ${file} for the step ${step}; it has ${keys.length}.`);
  await replacePrivateFile(file, next.map((key) => key.export({ type: "pkcs8", format: "pem" })).join(""));
}
