import { dayOf } from "../../../shared/clock/calendar-day";
import type { TimeGrain } from "../../../shared/clock/time-buckets";
import { filledDays } from "../dossier/check-dossier-stats";
import { noDossiers } from "../dossier/dossier-measures";
import type { DossierStatsArguments, DossierTimeField } from "../dossier/dossier-stats.inputs";
import type { DossierGroupKeys } from "../dossier/dossier-stats-keys";
import type { FoundGroups } from "../dossier/found-groups";
import type { CodeTests } from "./code-tests";
import { type FilledDays, findGaps, stepsBetween } from "./find-gaps";
import { type CodesOf, dayKey, groupAxes, keysOfNumber } from "./group-axes";
import { type CountedRows, type DossierGroups, groupRows } from "./group-rows";
import { type PlacedGroup, placeGroups } from "./place-groups";

/** Rows in memory that are counted, with the codes that they can have; and what the filter says of these. */
export interface RowsToGroup<Rows extends CountedRows = CountedRows> {
  parts: readonly Rows[];
  codesOf: CodesOf;
  tests: CodeTests;
}

/** A statistic of rows in memory: by group, gaps filled, what `having` leaves in order, and the totals of all groups. */
export function answerGroups(rows: RowsToGroup, args: DossierStatsArguments, now: Date): FoundGroups {
  const { groups, placed } = findPlaced(rows, args, now);
  const { counts, totals } = groups.countsOf(placed.map(({ place }) => place));
  return { groups: placed.map(({ keys }, at) => ({ keys, counts: counts[at] ?? noDossiers })), totals };
}

/** All groups of some rows, and in order those that are answered. */
export function findPlaced<Rows extends CountedRows>(
  { parts, codesOf, tests }: RowsToGroup<Rows>,
  args: DossierStatsArguments,
  now: Date,
): { groups: DossierGroups<Rows>; placed: (PlacedGroup & { keys: Partial<DossierGroupKeys> })[] } {
  const daysOf = (field: DossierTimeField) => {
    const key = dayKey(field);
    return codesOf(key).filter(tests.get(key) ?? (() => true));
  };
  const { timeBucket } = args;
  const filled = timeBucket?.fillGaps ? filledDays(args, dayOf(now)) : undefined;
  const steps = timeBucket && filled ? stepsOver(daysOf(timeBucket.field), filled, timeBucket.grain) : [];
  const axes = groupAxes(codesOf, tests, args, steps);
  const groups = groupRows(parts, axes);
  const placed = placeGroups(groups, filled ? findGaps(groups, axes, filled) : [], args);
  return { groups, placed: placed.map((group) => ({ ...group, keys: keysOfNumber(axes, group.number) })) };
}

/** Every step that some days, or those to be filled, are in or between. */
function stepsOver(found: readonly (string | null)[], { from, to }: FilledDays, grain: TimeGrain): string[] {
  const days = [...found, from, to].filter((day) => day !== null).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? [] : stepsBetween(first, last, grain);
}
