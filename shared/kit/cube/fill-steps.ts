import type { CalendarDay } from "../../base/clock/calendar-day";
import { bucketOf } from "../../base/clock/time-buckets";
import { filledDays } from "./check-query";
import { type Cube, nameOfConstant } from "./cube";
import { noCounts } from "./measure";
import { bucketKey, type Group, type GroupKeys, groupKey, type StatisticsQuery } from "./statistics-query";
import { keysOf } from "./statistics-sql";

/** What steps are filled from. All of it may be shown. */
export interface StepRange {
  visible: readonly Group[];
  /** Combinations of keys, without time. */
  combinations: readonly GroupKeys[];
  /** Whether there are no others behind these. */
  isAll: boolean;
}

/**
 * The groups and, with zero counts, the steps that a combination of the other keys lacks: of so many steps only that no
 * more lack than anybody reads, for all that lack rows are alike. Of a query for the first groups within each of a
 * dimension that is so within each.
 */
export function fillSteps(
  cube: Cube,
  query: StatisticsQuery,
  today: CalendarDay,
  { visible, combinations, isAll }: StepRange,
): Group[] {
  const grain = query.timeBucket?.grain ?? "DAY";
  const names = keysOf(cube, query);
  const { from, to } = filledDays(cube, query, today);
  const days = visible.flatMap(({ keys }) => keys[bucketKey] ?? []);
  const [first] = [...days, ...(from === null ? [] : [from])].toSorted();
  const last = [...days, ...(to === null || !isAll ? [] : [to])].toSorted().at(-1);
  if (first === undefined || last === undefined) return [...visible];
  const present = new Set(visible.map(({ keys }) => groupKey(keys, names)));
  const filled: Group[] = [...visible];
  const parts = partsOf(cube, query, combinations);
  for (let step = bucketOf(first, grain); step.start <= last; step = bucketOf(step.end, grain)) {
    let isEnough = true;
    for (const part of parts) {
      if (part.lacking >= part.most) continue;
      for (const keys of part.combinations) {
        const lacking = { ...keys, [bucketKey]: step.start };
        if (present.has(groupKey(lacking, names))) continue;
        filled.push({ keys: lacking, counts: noCounts(cube, query) });
        part.lacking++;
      }
      isEnough &&= part.lacking >= part.most;
    }
    if (isEnough) break;
  }
  return filled;
}

/** Combinations of keys of which no more lacking steps are read than `most`. */
interface Part {
  combinations: readonly GroupKeys[];
  most: number;
  lacking: number;
}

function partsOf(
  cube: Cube,
  { first, topWithin }: StatisticsQuery,
  combinations: readonly GroupKeys[],
): Part[] {
  if (!topWithin) return [{ combinations, most: first + 1, lacking: 0 }];
  const name = nameOfConstant(cube.dimensions, topWithin.dimension);
  return [...Map.groupBy(combinations, (keys) => keys[name] ?? null).values()].map((some) => ({
    combinations: some,
    most: topWithin.first,
    lacking: 0,
  }));
}
