import type { FoundTimes } from "../dossier/found-groups";
import type { ProcessingTimes } from "../dossier/processing-times";
import { type PackedAnswer, unpackKeys } from "../dossier-groups/packed-answer";

/** How long dossiers took, by columns: from thread to thread these take a fraction of what a thousand maps do. */
export interface PackedTimes {
  keys: PackedAnswer["keys"];
  /** Where those of each group begin; the next group's are behind them, and behind all groups those of all dossiers. */
  starts: number[];
  days: Float64Array;
  dossiers: Float64Array;
}

/** Of each group that is answered, and of all; `codes` are days by their place. */
export function packTimes(
  keys: PackedAnswer["keys"],
  groups: readonly ReadonlyMap<number, number>[],
  all: ReadonlyMap<number, number>,
  codes: readonly (string | null)[],
): PackedTimes {
  const starts: number[] = [];
  const days: number[] = [];
  const dossiers: number[] = [];
  for (const times of [...groups, all]) {
    starts.push(days.length);
    for (const [place, count] of times) {
      if (count === 0) continue;
      days.push(Number(codes[place]));
      dossiers.push(count);
    }
  }
  return { keys, starts, days: Float64Array.from(days), dossiers: Float64Array.from(dossiers) };
}

export function unpackTimes({ keys, starts, days, dossiers }: PackedTimes): FoundTimes {
  const all = starts.map((from, at): ProcessingTimes => {
    const times: ProcessingTimes = new Map();
    for (let next = from; next < (starts[at + 1] ?? days.length); next += 1)
      times.set(days[next] ?? 0, dossiers[next] ?? 0);
    return times;
  });
  return {
    groups: all.slice(0, -1).map((times, at) => ({ keys: unpackKeys(keys, at), times })),
    all: all.at(-1) ?? new Map(),
  };
}
