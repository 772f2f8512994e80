import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { ConfigurationError } from "../../shared/base/config/read-config";
import type { Logger } from "../../shared/base/log/logger";
import { type Manifest, readManifest } from "./read-manifest";

/**
 * The documents that clients were built with: those that come with the gateway, for its own pages, and those which the owners
 * of others have put into a folder, `<client>.json` for each.
 */
export interface TrustedDocuments {
  /** The text of an id: of the requesting client, or of any. */
  textOf(id: string, client: string | undefined): string | undefined;
  all(): string[];
  /** The same with the client of whose manifest each is. */
  entries(): { client: string; text: string }[];
  /** Names of the clients that have a manifest. */
  clients(): ReadonlySet<string>;
  stop(): void;
}

/** Manifests by client. */
export type Manifests = ReadonlyMap<string, Manifest>;

/**
 * Trusted documents of manifests that do not change while the gateway runs.
 */
export function trustedDocumentsOf(manifests: Manifests): TrustedDocuments {
  return { ...lookUp(() => manifests), stop: () => {} };
}

/**
 * Reads a folder of manifests, and again when one of them changes; one that cannot be read then leaves things as they
 * are, with an alarm in the log. Throws ConfigurationError when it cannot be read at the start.
 */
export function openTrustedDocuments(
  folder: string,
  pollMs: number,
  log: Logger,
  onChange: () => void,
): TrustedDocuments {
  let state = stateOf(folder);
  let manifests: Manifests = readManifests(folder);
  const look = () => {
    try {
      const now = stateOf(folder);
      if (now === state) return;
      state = now;
      manifests = readManifests(folder);
      log.info({ clients: [...manifests.keys()] }, "trusted documents were read again");
      onChange();
    } catch (error) {
      log.error(
        { err: error, alarm: true },
        "trusted documents cannot be read; those of before are answered",
      );
    }
  };
  const timer = setInterval(look, pollMs).unref();
  return { ...lookUp(() => manifests), stop: () => clearInterval(timer) };
}

function lookUp(current: () => Manifests): Omit<TrustedDocuments, "stop"> {
  return {
    textOf(id, client) {
      const manifests = current();
      const own = client === undefined ? undefined : manifests.get(client)?.get(id);
      if (own !== undefined) return own;
      for (const manifest of manifests.values()) {
        const text = manifest.get(id);
        if (text !== undefined) return text;
      }
      return undefined;
    },
    all: () => [...new Set([...current().values()].flatMap((manifest) => [...manifest.values()]))],
    entries: () =>
      [...current()].flatMap(([client, manifest]) =>
        [...manifest.values()].map((text) => ({ client, text })),
      ),
    clients: () => new Set(current().keys()),
  };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort();
}

function stateOf(folder: string): string {
  try {
    const states = filesOf(folder).map((file) => {
      const { mtimeMs, size } = statSync(join(folder, file));
      return [file, mtimeMs, size];
    });
    return JSON.stringify(states);
  } catch (cause) {
    throw new ConfigurationError(
      `TRUSTED_DOCUMENTS: expected a folder of manifests, got ${JSON.stringify(folder)}.`,
      { cause },
    );
  }
}

function readManifests(folder: string): Map<string, Manifest> {
  return new Map(
    filesOf(folder).map((file) => {
      try {
        return [basename(file, ".json"), readManifest(readFileSync(join(folder, file), "utf8"))];
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new ConfigurationError(`TRUSTED_DOCUMENTS: ${file}: ${reason}`, { cause });
      }
    }),
  );
}
