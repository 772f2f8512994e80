import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { ConfigurationError } from "../../base/config/read-config";

/** What of a token a list of revoked ones can name. */
export interface TokenClaims {
  sub?: string | undefined;
  jti?: string | undefined;
  iat?: number | undefined;
}

export interface RevokedTokens {
  /** Whether a token is on the list as it is now. Throws when the list cannot be read. */
  has(token: TokenClaims): boolean;
}

const listSchema = z.strictObject({
  /** Ids of single tokens, the claim `jti`. */
  tokens: z.array(z.string().min(1)).default([]),
  /** By `sub`: the instant from before which none of its tokens counts. */
  subjects: z.record(z.string().min(1), z.iso.datetime({ offset: true })).default({}),
});

/** How often the file is looked at, in milliseconds: so long a token may go on after it was put on the list. */
const lookMs = 1_000;

/**
 * The tokens that a file revokes: `{"tokens": ["<jti>"], "subjects": {"<sub>": "2025-11-14T09:00:00+07:00"}}`. It is
 * read again when it has changed. A list that cannot be read lets nobody with a token in: it may name them.
 *
 * Throws ConfigurationError at once when there is none, or it is no such list.
 */
export function readRevokedTokens(file: string, now: () => number): RevokedTokens {
  let list = read(file);
  let lookedAt = now();
  let version = versionOf(file);
  const current = () => {
    if (now() - lookedAt < lookMs) return list;
    const latest = versionOf(file);
    if (latest !== version) list = read(file);
    // Only now: what could not be read is read again by the next.
    [lookedAt, version] = [now(), latest];
    return list;
  };
  return {
    has({ sub, jti, iat }) {
      const { tokens, before } = current();
      if (jti !== undefined && tokens.has(jti)) return true;
      const until = sub === undefined ? undefined : before.get(sub);
      // One that does not say when it was issued may have been before.
      return until !== undefined && (iat === undefined || iat * 1000 < until);
    },
  };
}

function read(file: string) {
  try {
    const { tokens, subjects } = listSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const before = Object.entries(subjects).map(([sub, at]) => [sub, Date.parse(at)] as const);
    return { tokens: new Set(tokens), before: new Map(before) };
  } catch (cause) {
    throw new ConfigurationError(
      `AUTH_REVOKED: expected a file such as {"tokens": ["<jti>"], "subjects": {"<sub>": "2025-11-14T09:00:00+07:00"}}, got ${JSON.stringify(file)}.`,
      { cause },
    );
  }
}

/** Changes with the file, also when it is replaced. */
function versionOf(file: string): string {
  const { mtimeMs, ino, size } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0, ino: 0, size: 0 };
  return [mtimeMs, ino, size].join(" ");
}
