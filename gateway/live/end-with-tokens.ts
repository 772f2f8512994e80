import type { Clock } from "../../shared/base/clock/clock";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { TokenClaims } from "../../shared/http/identity/revoked-tokens";
import type { LiveReader } from "./live-reader";

/** How often tokens are looked at, in milliseconds: no longer does one that has ended go on. */
const lookMs = 1_000;

/** Ends those whose tokens have ended. */
export interface TokenWatch {
  add(reader: LiveReader): void;
  remove(reader: LiveReader): void;
}

export interface TokenWatchOptions {
  clock: Pick<Clock, "now">;
  /** Whether a token is on the list of revoked ones; throws GraphError when that cannot be read. Absent: none is. */
  isRevoked: ((token: TokenClaims) => boolean) | undefined;
}

/** The tokens of all readers are looked at together: nothing is done in rest where nobody has one. */
export function watchTokens({ clock, isRevoked }: TokenWatchOptions): TokenWatch {
  const readers = new Set<LiveReader>();
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    for (const reader of readers) {
      const problem = problemOf(reader, clock.now().getTime(), isRevoked);
      if (problem) reader.end(problem);
    }
  };
  return {
    add(reader) {
      if (!reader.token) return;
      readers.add(reader);
      timer ??= setInterval(look, lookMs);
    },
    remove(reader) {
      readers.delete(reader);
      if (readers.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}

function problemOf(
  { token }: LiveReader,
  now: number,
  isRevoked: TokenWatchOptions["isRevoked"],
): Error | undefined {
  const held = token?.();
  if (!held) return undefined;
  if (held.expiresAt <= now)
    return new GraphError(
      "UNAUTHENTICATED",
      "Expected a token that holds: this one has expired; sign in anew.",
    );
  try {
    if (!isRevoked?.(held.claims)) return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
  return new GraphError(
    "UNAUTHENTICATED",
    "Expected a token that holds: this one was revoked; sign in anew.",
  );
}
