import { bucketOf } from "../../../shared/clock/time-buckets";
import type { DossierQuestion } from "../dossier/dossier-counting";
import { type DossierGroupKeys, groupColumns } from "../dossier/dossier-stats-keys";
import type { BlockFilter } from "./block-filter";
import type { BlockKey, TallyBlock } from "./tally-block";

/** One of the keys that groups are made by, with every code that it can have. */
export interface GroupAxis {
  name: keyof DossierGroupKeys;
  /** The key of a block that tells it. */
  key: BlockKey;
  /** In order, null last. */
  codes: readonly (string | null)[];
  /** Where among them what a block's code stands for is. */
  placeOf: (code: string | null) => number;
}

/**
 * The keys of a question's groups, in the order that they decide in: first time. The groups are numbered like a
 * clock's hours, minutes and seconds: the last key counts by one, each one before it by all that come after.
 */
export function groupAxes(
  blocks: readonly TallyBlock[],
  filter: BlockFilter,
  { groupBy, timeBucket }: DossierQuestion,
  moreSteps: readonly string[],
): GroupAxis[] {
  return groupColumns({ groupBy }).flatMap(([name, dimension]) => {
    if (dimension !== null) return [axisOf(blocks, filter, name, dimension, (code) => code, [])];
    if (!timeBucket) return [];
    const steps = new Map<string, string>();
    const stepOf = (day: string | null) => {
      if (day === null) return null;
      const step = steps.get(day) ?? bucketOf(day, timeBucket.grain).start;
      steps.set(day, step);
      return step;
    };
    return [axisOf(blocks, filter, name, "DAY", stepOf, moreSteps)];
  });
}

/** How many groups there can be with the same step of time, when time is the first of the keys. */
export function groupsOfAStep(axes: readonly GroupAxis[]): number {
  return axes.slice(1).reduce((count, { codes }) => count * codes.length, 1);
}

/** The keys of the group of a number. */
export function keysOfNumber(axes: readonly GroupAxis[], number: number): Partial<DossierGroupKeys> {
  const keys: Partial<Record<keyof DossierGroupKeys, string | null>> = {};
  let rest = number;
  for (const { name, codes } of axes.toReversed()) {
    const place = rest % codes.length;
    keys[name] = codes[place] ?? null;
    rest = (rest - place) / codes.length;
  }
  return keys as Partial<DossierGroupKeys>;
}

function axisOf(
  blocks: readonly TallyBlock[],
  filter: BlockFilter,
  name: keyof DossierGroupKeys,
  key: BlockKey,
  meaningOf: (code: string | null) => string | null,
  more: readonly string[],
): GroupAxis {
  const through = filter.get(key) ?? (() => true);
  const found = new Set<string | null>(more);
  for (const block of blocks) {
    for (const code of block.keys.get(key)?.codes ?? []) if (through(code)) found.add(meaningOf(code));
  }
  const texts = [...found].filter((code) => code !== null).toSorted();
  const codes = found.has(null) ? [...texts, null] : texts;
  const places = new Map(codes.map((code, place) => [code, place]));
  return { name, key, codes, placeOf: (code) => (through(code) ? (places.get(meaningOf(code)) ?? 0) : 0) };
}
