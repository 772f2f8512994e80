import { statSync } from "node:fs";

/** How often a file is looked at, in milliseconds: so long its former content may be in use. */
const lookMs = 1_000;

export interface WatchOptions {
  /** Milliseconds of any clock that only grows. */
  now?: () => number;
  /** Told once for each new content that cannot be read; what was read last stays in use. */
  onProblem?: (error: unknown) => void;
}

/**
 * What `read` makes of some files, and makes anew when one of them has changed, as a secret does that is renewed under
 * the same path. Looked at when it is asked for, at most once a second. Throws at once where they cannot be read at first.
 */
export function watchFiles<Content>(
  files: readonly string[],
  read: () => Content,
  { now = () => performance.now(), onProblem }: WatchOptions = {},
): () => Content {
  let version = versionsOf(files);
  let content = read();
  let lookedAt = now();
  return () => {
    if (now() - lookedAt < lookMs) return content;
    lookedAt = now();
    const latest = versionsOf(files);
    if (latest === version) return content;
    version = latest;
    try {
      content = read();
    } catch (error) {
      onProblem?.(error);
    }
    return content;
  };
}

/** Changes with the files, also when one is replaced. */
function versionsOf(files: readonly string[]): string {
  return files
    .map((file) => {
      const { mtimeMs, ino, size } = statSync(file, { throwIfNoEntry: false }) ?? {
        mtimeMs: 0,
        ino: 0,
        size: 0,
      };
      return [mtimeMs, ino, size].join(" ");
    })
    .join(", ");
}
