import { bucketOf } from "../../../shared/clock/time-buckets";
import type { DossierQuestion } from "../dossier/dossier-counting";
import { DossierTimeField } from "../dossier/dossier-stats.inputs";
import { type DossierGroupKeys, groupColumns } from "../dossier/dossier-stats-keys";
import type { CodeTests, GroupKey } from "./code-tests";

/** One of the keys that groups are made by, with every code that it can have. */
export interface GroupAxis {
  name: keyof DossierGroupKeys;
  /** The key of a row that tells it. */
  key: GroupKey;
  /** In order, null last. */
  codes: readonly (string | null)[];
  /** Where among them what a row's code stands for is. */
  placeOf: (code: string | null) => number;
}

/** Every code that rows can have of a key, some of them perhaps more than once. */
export type CodesOf = (key: GroupKey) => readonly (string | null)[];

/**
 * The keys of a question's groups, in the order that they decide in: first time. The groups are numbered like a
 * clock's hours, minutes and seconds: the last key counts by one, each one before it by all that come after.
 */
export function groupAxes(
  codesOf: CodesOf,
  tests: CodeTests,
  { groupBy, timeBucket }: DossierQuestion,
  moreSteps: readonly string[],
): GroupAxis[] {
  const axisOf = (
    name: keyof DossierGroupKeys,
    key: GroupKey,
    meaningOf: (code: string | null) => string | null,
    more: readonly string[],
  ): GroupAxis => {
    const through = tests.get(key) ?? (() => true);
    const found = new Set<string | null>(more);
    for (const code of codesOf(key)) if (through(code)) found.add(meaningOf(code));
    const texts = [...found].filter((code) => code !== null).toSorted();
    const codes = found.has(null) ? [...texts, null] : texts;
    const places = new Map(codes.map((code, place) => [code, place]));
    return {
      ...{ name, key, codes },
      placeOf: (code) => (through(code) ? (places.get(meaningOf(code)) ?? 0) : 0),
    };
  };
  return groupColumns({ groupBy }).flatMap(([name, dimension]) => {
    if (dimension !== null) return [axisOf(name, dimension, (code) => code, [])];
    if (!timeBucket) return [];
    const steps = new Map<string, string>();
    const stepOf = (day: string | null) => {
      if (day === null) return null;
      const step = steps.get(day) ?? bucketOf(day, timeBucket.grain).start;
      steps.set(day, step);
      return step;
    };
    return [axisOf(name, dayKey(timeBucket.field), stepOf, moreSteps)];
  });
}

/** The key of the day that puts a dossier into a step of time. */
export function dayKey(field: DossierTimeField): GroupKey {
  return field === DossierTimeField.RESOLVED ? "RESOLVED_ON" : "RECEIVED_ON";
}

/** How many groups there can be. */
export function groupsOf(axes: readonly GroupAxis[]): number {
  return axes.reduce((count, { codes }) => count * codes.length, 1);
}

/** The numbers of the groups that some rows are in; `columnOf` has the codes of a key, and their places by row. */
export function numbersOf(
  rows: Uint32Array,
  axes: readonly GroupAxis[],
  columnOf: (
    key: GroupKey,
  ) => { codes: readonly (string | null)[]; places: Uint32Array | Uint16Array } | undefined,
): Float64Array {
  const numbers = new Float64Array(rows.length);
  for (const { key, codes, placeOf } of axes) {
    const column = columnOf(key);
    if (column === undefined) continue;
    const places = Float64Array.from(column.codes, placeOf);
    addKey(numbers, rows, column.places, places, codes.length);
  }
  return numbers;
}

function addKey(
  numbers: Float64Array,
  rows: Uint32Array,
  column: Uint32Array | Uint16Array,
  places: Float64Array,
  count: number,
): void {
  for (let at = 0; at < rows.length; at += 1) {
    numbers[at] = (numbers[at] ?? 0) * count + (places[column[rows[at] ?? 0] ?? 0] ?? 0);
  }
}
