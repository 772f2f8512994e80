import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { type WatchOptions, watchFiles } from "../../base/config/watch-file";
import { type InternalTokenJwk, internalTokenJwk } from "./key-ids";
import { privateKeysOf } from "./pem-keys";

/** The gateway's keys for internal tokens, as they are now. */
export interface SigningKeys {
  /** The one that signs. */
  current(): KeyObject;
  /** The public halves of all, for whoever verifies: RFC 7517. */
  publicSet(): { keys: InternalTokenJwk[] };
}

/**
 * The Ed25519 private keys of a file in PEM: the first signs, and the public halves of all are told. It is read again when it
 * has changed, so a key is exchanged by three versions of it: the new key behind the old, before the old, and alone.
 *
 * Throws an error that names the file when it is missing or is no such file.
 */
export function readSigningKeys(file: string, options: WatchOptions = {}): SigningKeys {
  const keys = watchFiles([file], () => read(file), options);
  return {
    current: () => keys()[0] ?? refuse(file),
    publicSet: () => ({ keys: keys().map(internalTokenJwk) }),
  };
}

function read(file: string): KeyObject[] {
  try {
    const keys = privateKeysOf(readFileSync(file, "utf8"));
    for (const key of keys) internalTokenJwk(key);
    return keys;
  } catch (cause) {
    return refuse(file, cause);
  }
}

function refuse(file: string, cause?: unknown): never {
  throw new Error(`Expected Ed25519 private keys in PEM in ${file}; it is missing or cannot be read.`, {
    cause,
  });
}
