import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { bucketOf, type TimeGrain } from "../../../shared/clock/time-buckets";
import { type GroupAxis, groupsOfAStep } from "./group-axes";
import type { TallyGroups } from "./group-tallies";

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
  groups: TallyGroups,
  axes: readonly GroupAxis[],
  { from, to }: FilledDays,
): Generator<number> {
  const count = groupsOfAStep(axes);
  const combinations = [...new Set(groups.numbers.map((number) => number % count))].toSorted(
    (left, right) => left - right,
  );
  if (axes.length === 1 && combinations.length === 0) combinations.push(0);
  const codes = axes[0]?.codes ?? [];
  const counted = groups.numbers.map((number) => codes[Math.floor(number / count)] ?? null);
  const first = [...counted, from].filter((step) => step !== null).toSorted()[0];
  const last = [...counted, to]
    .filter((step) => step !== null)
    .toSorted()
    .at(-1);
  if (first === undefined || last === undefined) return;
  for (const [place, step] of codes.entries()) {
    if (step === null || step > last || !reaches(step, first, codes[place + 1])) continue;
    for (const combination of combinations) {
      const number = place * count + combination;
      if (!groups.has(number)) yield number;
    }
  }
}

/** Whether a step is that of a day, or a later one: the next step begins after it. */
function reaches(step: CalendarDay, day: CalendarDay, next: CalendarDay | null | undefined): boolean {
  return step >= day || next == null || next > day;
}
