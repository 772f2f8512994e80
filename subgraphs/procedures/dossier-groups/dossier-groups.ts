import type { DossierCounts } from "../dossier/dossier-measures";
import type { GroupOrder, ReadableGroups } from "./best-groups";
import type { DossierSums } from "./dossier-sums";
import { type GroupAxis, groupsOf } from "./group-axes";
import { groupPlaces } from "./group-places";

/** Groups of dossiers. Each has a place, and the number that `GroupAxis` gives it, which is in the order of their keys. */
export interface DossierGroups extends ReadableGroups {
  /** The places of those that have dossiers, or of some of them that the first so many in an order are among. */
  candidates(order: GroupOrder, most: number): Uint32Array;
  /** Those that have dossiers, in the order of their numbers. */
  inOrder(): Iterable<{ number: number; place: number }>;
  /** The place of the group of a number; undefined when it has no dossiers. */
  placeOf(number: number): number | undefined;
  /** The steps of time and the other keys of those that have dossiers. */
  split(): SplitNumbers;
  /** All counts of the groups of some places, each place once, 0 where there is none; and those of all groups. */
  sumsAt(places: readonly (number | undefined)[]): { sums: DossierSums; totals: DossierCounts };
}

/** The numbers of groups, of which the first axis is that of time, taken apart. */
export interface SplitNumbers {
  /** By the place of a step: 1 where it has a group. */
  steps: Uint8Array;
  /** The numbers that groups have by the other keys, in order. */
  combinations: Float64Array;
}

export function splitNumbers(numbers: Float64Array, axes: readonly GroupAxis[]): SplitNumbers {
  const [time, ...others] = axes;
  const count = groupsOf(others);
  const steps = new Uint8Array(time?.codes.length ?? 0);
  const combinations = new Float64Array(numbers.length);
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at] ?? 0;
    const step = Math.floor(number / count);
    combinations[at] = number - step * count;
    steps[step] = 1;
  }
  return { steps, combinations: groupPlaces(others, [combinations]).numbers };
}
