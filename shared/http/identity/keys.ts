import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { calculateJwkThumbprint, exportJWK } from "jose";
import { ConfigurationError } from "../../base/config/read-config";
import { internalTokenJwk } from "./key-ids";
import { privateKeysOf } from "./pem-keys";

/** The key files below a data directory. */
export interface KeyFiles {
  /** PEM, PKCS#8, Ed25519, the first of which signs; the gateway's alone (mode 0600). */
  internalTokenPrivateKey: string;
  /** PEM, SPKI, the public halves; all that a subgraph needs. */
  internalTokenPublicKey: string;
  /** The same as a JSON Web Key Set. */
  internalTokenJwks: string;
  /** PEM, PKCS#8, P-256; signs the tokens of `npm run token`, for development only (mode 0600). */
  tokenPrivateKey: string;
  /** JSON Web Key Set with the public half; what the gateway verifies development tokens with. */
  tokenJwks: string;
}

/** Where the keys are: `<dataDirectory>/keys/`. */
export function keyFilesIn(dataDirectory: string): KeyFiles {
  const file = (name: string) => join(dataDirectory, "keys", name);
  return {
    internalTokenPrivateKey: file("statement.private.pem"),
    internalTokenPublicKey: file("statement.public.pem"),
    internalTokenJwks: file("statement.jwks.json"),
    tokenPrivateKey: file("token.private.pem"),
    tokenJwks: file("token.jwks.json"),
  };
}

/**
 * Makes the keys that are missing, and leaves those that are there. Several processes may call this at
 * once at the first start: each private key is written to a file of its own and then linked to its name,
 * which fails for all but the first; all of them then derive the public half from the file that won.
 *
 * Throws ConfigurationError, in one line, where the folder cannot be written or read.
 */
export async function ensureKeys(dataDirectory: string): Promise<KeyFiles> {
  const files = keyFilesIn(dataDirectory);
  try {
    await makeMissing(dataDirectory, files);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(
      `The keys in ${dirname(files.tokenJwks)} cannot be made or read (${reason}): make the folder writable for this process, or set DATA_DIRECTORY to another.`,
      { cause },
    );
  }
  return files;
}

async function makeMissing(dataDirectory: string, files: KeyFiles): Promise<void> {
  // Two steps: PostgreSQL, under another user, must be able to pass through the data directory.
  await mkdir(dataDirectory, { recursive: true });
  await mkdir(dirname(files.internalTokenPrivateKey), { recursive: true, mode: 0o700 });
  await ensurePrivateKey(files.internalTokenPrivateKey, newInternalTokenKey);
  const internalTokenKeys = privateKeysOf(await readFile(files.internalTokenPrivateKey, "utf8"));
  await ensureDerived(files.internalTokenPublicKey, internalTokenKeys.map(publicPem).join(""));
  const internalTokenJwks = { keys: internalTokenKeys.map(internalTokenJwk) };
  await ensureDerived(files.internalTokenJwks, `${JSON.stringify(internalTokenJwks, null, 2)}\n`);
  const tokenKey = await ensurePrivateKey(files.tokenPrivateKey, newTokenKey);
  await ensureDerived(files.tokenJwks, await publicJwks(tokenKey));
}

/**
 * Puts a file in the place of one that is there, at once and for the owner alone: whoever reads it meanwhile has one or
 * the other.
 */
export async function replacePrivateFile(file: string, content: string): Promise<void> {
  await rename(await writeDraft(file, content, 0o600), file);
}

/** Reads a private key in PEM. Throws an error that names the file when it is missing or is no such key. */
export function readPrivateKey(file: string): Promise<KeyObject> {
  return readKey(file, "private", createPrivateKey);
}

async function readKey(file: string, kind: string, parse: (pem: string) => KeyObject): Promise<KeyObject> {
  try {
    return parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new Error(`Expected a ${kind} key in PEM in ${file}; it is missing or cannot be read.`, { cause });
  }
}

async function ensurePrivateKey(file: string, generate: () => KeyObject): Promise<KeyObject> {
  const existing = await readIfThere(file);
  if (existing !== undefined) return readPrivateKey(file);
  const draft = await writeDraft(file, generate().export({ type: "pkcs8", format: "pem" }), 0o600);
  try {
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readPrivateKey(file);
}

async function ensureDerived(file: string, content: string): Promise<void> {
  if ((await readIfThere(file)) === content) return;
  await rename(await writeDraft(file, content, 0o644), file);
}

/** A file next to `file` that no other process writes to. */
async function writeDraft(file: string, content: string | Buffer, mode: number): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content, { mode, flag: "wx" });
  return draft;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

function newInternalTokenKey(): KeyObject {
  return generateKeyPairSync("ed25519").privateKey;
}

function newTokenKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}

function publicPem(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
}

async function publicJwks(privateKey: KeyObject): Promise<string> {
  const jwk = await exportJWK(createPublicKey(privateKey));
  const kid = await calculateJwkThumbprint(jwk);
  return `${JSON.stringify({ keys: [{ ...jwk, kid, use: "sig", alg: "ES256" }] }, null, 2)}\n`;
}
