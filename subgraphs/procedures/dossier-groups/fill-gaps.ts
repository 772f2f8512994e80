import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { bucketOf, type TimeGrain } from "../../../shared/clock/time-buckets";
import type { PlacedGroup } from "./best-groups";
import type { DossierGroups } from "./dossier-groups";
import { type GroupAxis, groupsOf } from "./group-axes";

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
 * The groups of every step of time from the first to the last, in the order of their keys: for each combination of the
 * other keys that has a dossier in some step, or in none. The first axis is that of time; without others there is one
 * combination, even when nothing is counted. Behind them those of no step.
 */
export function* filledGroups(
  groups: DossierGroups,
  axes: readonly GroupAxis[],
  filled: FilledDays,
): Generator<PlacedGroup> {
  const [time, ...others] = axes;
  const count = groupsOf(others);
  const codes = time?.codes ?? [];
  const { steps, combinations } = groups.split();
  const inOrder = others.length === 0 ? Float64Array.of(0) : combinations;
  const range = rangeOf(codes, steps, filled);
  for (const [step, code] of codes.entries()) {
    if (code !== null && (step < range.first || step > range.last)) continue;
    for (const combination of inOrder) {
      const number = step * count + combination;
      const place = groups.placeOf(number);
      if (code !== null || place !== undefined) yield { number, place };
    }
  }
}

/** The places of the first step and the last: of the days to be filled, or earlier and later where there are groups. */
function rangeOf(codes: GroupAxis["codes"], steps: Uint8Array, { from, to }: FilledDays) {
  let [first, last] = [from, to];
  for (const [place, code] of codes.entries()) {
    if (code === null || steps[place] === 0) continue;
    if (first === null || code < first) first = code;
    if (last === null || code > last) last = code;
  }
  const days = codes.filter((code) => code !== null);
  if (first === null || last === null) return { first: days.length, last: -1 };
  // The step that a day is in begins with it or before.
  const stepOf = (day: CalendarDay) => days.findLastIndex((code) => code <= day);
  return { first: Math.max(stepOf(first), 0), last: stepOf(last) };
}
