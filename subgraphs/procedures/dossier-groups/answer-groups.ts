import { dayOf } from "../../../shared/clock/calendar-day";
import type { TimeGrain } from "../../../shared/clock/time-buckets";
import { filledDays } from "../dossier/check-dossier-stats";
import type { DossierStatsArguments } from "../dossier/dossier-stats.inputs";
import type { PlacedGroup } from "./best-groups";
import type { CodeTests } from "./code-tests";
import type { DossierGroups } from "./dossier-groups";
import { type FilledDays, filledGroups, stepsBetween } from "./fill-gaps";
import { type CodesOf, dayKey, type GroupAxis, groupAxes } from "./group-axes";
import { type PackedAnswer, packAnswer } from "./packed-answer";
import { placeGroups } from "./place-groups";

/** What a question groups dossiers by: of every key all codes that they can have and that the filter, `tests`, lets through. */
export function axesFor(
  codesOf: CodesOf,
  tests: CodeTests,
  args: DossierStatsArguments,
  now: Date,
): readonly GroupAxis[] {
  const { timeBucket } = args;
  if (!timeBucket?.fillGaps) return groupAxes(codesOf, tests, args, []);
  const key = dayKey(timeBucket.field);
  const days = codesOf(key).filter(tests.get(key) ?? (() => true));
  return groupAxes(codesOf, tests, args, stepsOver(days, filledDays(args, dayOf(now)), timeBucket.grain));
}

/** Every step that some days, or those to be filled, are in or between. */
function stepsOver(found: readonly (string | null)[], { from, to }: FilledDays, grain: TimeGrain): string[] {
  const days = [...found, from, to].filter((day) => day !== null).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? [] : stepsBetween(first, last, grain);
}

/** A statistic of groups in memory: gaps filled, what `having` leaves in order, and the totals of all. */
export function answerGroups(
  groups: DossierGroups,
  axes: readonly GroupAxis[],
  args: DossierStatsArguments,
  now: Date,
): PackedAnswer {
  return packAnswer(groups, axes, findPlaced(groups, axes, args, now));
}

/** Those that are answered, in order. */
export function findPlaced(
  groups: DossierGroups,
  axes: readonly GroupAxis[],
  args: DossierStatsArguments,
  now: Date,
): PlacedGroup[] {
  const inOrder = args.timeBucket?.fillGaps
    ? filledGroups(groups, axes, filledDays(args, dayOf(now)))
    : groups.inOrder();
  return placeGroups(groups, inOrder, args);
}
