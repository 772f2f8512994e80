import { countFromDossiers, timeFromDossiers } from "./count-from-dossiers";
import { countFromTallies, timeFromTallies } from "./count-from-tallies";
import type { DossierCounting, DossierQuestion, DossierTiming } from "./dossier-counting";
import {
  findKeySet,
  type KeySet,
  type QuestionAxis,
  type TallyKey,
  type TallySpan,
} from "./dossier-key-sets";
import { DossierTimeField, DossierTimeGrain } from "./dossier-stats.inputs";
import { filterDimensions, rangeOn, spansOfRange } from "./tally-conditions";

/**
 * Counts dossiers from the kept tallies where a set of keys of theirs knows everything that is asked, else from
 * the dossiers themselves. Both give the same counts at every moment: a test asks both, also while writers run.
 */
export function countDossiers(question: DossierQuestion, now: Date): DossierCounting {
  const set = keySetFor(question, []);
  return set ? countFromTallies(question, set, now) : countFromDossiers(question, now);
}

/** How long dossiers took, from the same two places. */
export function timeDossiers(question: DossierQuestion, now: Date): DossierTiming {
  const set = keySetFor(question, ["PROCESSING_DAYS"]);
  return set ? timeFromTallies(question, set) : timeFromDossiers(question, now);
}

/** The set of keys that can answer a question; undefined when only the dossiers can. */
export function keySetFor(
  { filter, groupBy, timeBucket }: DossierQuestion,
  more: readonly TallyKey[],
): KeySet<QuestionAxis> | undefined {
  const byResult = timeBucket ? timeBucket.field === DossierTimeField.RESOLVED : filter?.resolvedOn != null;
  const axis: QuestionAxis = byResult ? "RESOLVED" : "RECEIVED";
  const filtered = filterDimensions(axis, filter);
  if (filtered === undefined) return undefined;
  const stepSpans = spansOfGrain[timeBucket?.grain ?? DossierTimeGrain.YEAR];
  const spans = spansOfRange(rangeOn(axis, filter)).filter((span) => stepSpans.includes(span));
  return findKeySet(axis, new Set([...groupBy, ...filtered, ...more]), spans);
}

/** The spans that a step of time can be made of. */
const spansOfGrain: Record<DossierTimeGrain, readonly TallySpan[]> = {
  [DossierTimeGrain.DAY]: ["day"],
  [DossierTimeGrain.WEEK]: ["stretch", "day"],
  [DossierTimeGrain.MONTH]: ["month", "stretch", "day"],
  [DossierTimeGrain.QUARTER]: ["month", "stretch", "day"],
  [DossierTimeGrain.YEAR]: ["year", "month", "stretch", "day"],
};
