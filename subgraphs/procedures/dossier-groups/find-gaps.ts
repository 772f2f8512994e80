import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { bucketOf, type TimeGrain } from "../../../shared/clock/time-buckets";
import { type GroupAxis, groupsOf } from "./group-axes";
import { groupPlaces } from "./group-places";
import type { DossierGroups } from "./group-rows";

/** Days that a series of steps must reach over; null where the dossiers decide. */
export interface FilledDays {
  from: CalendarDay | null;
  to: CalendarDay | null;
}

/** The first days of all steps from that of one day to that of another. */
export function stepsBetween(from: CalendarDay, to: CalendarDay, grain: TimeGrain): CalendarDay[] {
  const steps: CalendarDay[] = [];
  for (let step = bucketOf(from, grain); step.start <= to; step = bucketOf(step.end, grain)) {
    steps.push(step.start);
  }
  return steps;
}

/**
 * The groups without dossiers of every step of time from the first to the last, in the order of their keys: for each
 * combination of the other keys that has a dossier in some step, or in none. The first axis is that of time; without
 * others there is one combination, even when nothing is counted.
 */
export function* findGaps(
  groups: DossierGroups,
  axes: readonly GroupAxis[],
  { from, to }: FilledDays,
): Generator<number> {
  const count = groupsOf(axes.slice(1));
  const steps = axes[0]?.codes ?? [];
  const combinations = new Float64Array(groups.places.length + (axes.length === 1 ? 1 : 0));
  const isThere = new Uint8Array(steps.length);
  for (let at = 0; at < groups.places.length; at += 1) {
    const number = groups.numbers[groups.places[at] ?? 0] ?? 0;
    const step = Math.floor(number / count);
    combinations[at] = number - step * count;
    isThere[step] = 1;
  }
  const inOrder = groupPlaces(axes.slice(1), [combinations]).numbers.toSorted();
  let [first, last] = [from, to];
  for (const [place, step] of steps.entries()) {
    if (step === null || isThere[place] === 0) continue;
    if (first === null || step < first) first = step;
    if (last === null || step > last) last = step;
  }
  if (first === null || last === null) return;
  for (const [place, step] of steps.entries()) {
    if (step === null || step > last || !reaches(step, first, steps[place + 1])) continue;
    for (const combination of inOrder) {
      const number = place * count + combination;
      if (!groups.has(number)) yield number;
    }
  }
}

/** Whether a step is that of a day, or a later one: the next step begins after it. */
function reaches(step: CalendarDay, day: CalendarDay, next: CalendarDay | null | undefined): boolean {
  return step >= day || next == null || next > day;
}
