/** Where a primary's log stood at some instants. */
export interface KnownPositions {
  /** At that instant everything committed was at or before this position. */
  note(position: bigint, at: Date): void;
  /** The latest of these instants whose position has been reached; undefined where none has. */
  reached(position: bigint): Date | undefined;
}

/** How long what was noted is kept, in milliseconds: what is further behind is told by the last transaction alone. */
const keptMs = 3_600_000;
/** Instants closer to each other than this are not told apart. */
const apartMs = 200;

export function createKnownPositions(): KnownPositions {
  let known: { position: bigint; at: Date }[] = [];
  return {
    note(position, at) {
      const last = known.at(-1);
      // Nothing was written since: the same position, later.
      if (last?.position === position) {
        if (at > last.at) last.at = at;
        return;
      }
      // After a failover the log goes on from where the new primary had come.
      if (last !== undefined && position < last.position) known = [];
      if (last !== undefined && at.getTime() - last.at.getTime() < apartMs) return;
      known = known.filter((each) => at.getTime() - each.at.getTime() < keptMs);
      known.push({ position, at });
    },
    reached(position) {
      const at = known.findLastIndex((each) => each.position <= position);
      const found = known[at];
      known = known.slice(Math.max(0, at));
      return found?.at;
    },
  };
}
