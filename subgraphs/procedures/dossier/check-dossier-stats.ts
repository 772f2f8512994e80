import { addDays, type CalendarDay, daysBetween } from "../../../shared/clock/calendar-day";
import { badInput } from "../../../shared/errors/graph-error";
import type { DateRangeFilter } from "../../../shared/filter/filter-inputs";
import { plainDecimal } from "../../../shared/number/plain-decimal";
import { shareProblem } from "../../../shared/number/share-problem";
import {
  DossierMeasureField,
  type DossierStatsArguments,
  DossierTimeField,
  type DossierTimeGrain,
} from "./dossier-stats.inputs";

const maxDimensions = 3;
const maxGroups = 10_000;
const maxTerms = 20;

/** Refuses a question that cannot be meant, before the database is asked. */
export function checkDossierStats(args: DossierStatsArguments, today: CalendarDay): void {
  const { groupBy, having, orderBy, first, timeBucket } = args;
  if (first < 1 || first > maxGroups) {
    throw badInput(`first: expected 1 to ${maxGroups}; got ${first}.`, ["first"]);
  }
  if (groupBy.length > maxDimensions) {
    throw badInput(`groupBy: expected at most ${maxDimensions} dimensions; got ${groupBy.length}.`, [
      "groupBy",
    ]);
  }
  if (new Set(groupBy).size < groupBy.length) {
    throw badInput(`groupBy: expected each dimension at most once; got ${groupBy.join(", ")}.`, ["groupBy"]);
  }
  for (const [name, terms] of Object.entries({ having, orderBy })) {
    if (terms && terms.length > maxTerms) {
      throw badInput(`${name}: expected at most ${maxTerms} terms; got ${terms.length}.`, [name]);
    }
  }
  for (const [at, { measure, is }] of (having ?? []).entries()) {
    for (const bound of ["gte", "lte"] as const) {
      const value = is[bound];
      const problem = value != null && rates.has(measure) ? shareProblem(plainDecimal(value)) : undefined;
      const path = ["having", String(at), "is", bound];
      if (problem) throw badInput(`${path.join(".")}: ${problem}`, path);
    }
    if (is.gte != null && is.lte != null && is.gte > is.lte) {
      const path = ["having", String(at), "is"];
      throw badInput(
        `${path.join(".")}: expected gte to be no larger than lte; got ${is.gte} and ${is.lte}.`,
        path,
      );
    }
  }
  if (timeBucket?.fillGaps) checkSteps(timeBucket.grain, filledDays(args, today));
}

const rates: ReadonlySet<DossierMeasureField> = new Set([
  DossierMeasureField.ON_TIME_RATE,
  DossierMeasureField.DIGITISATION_RATE,
  DossierMeasureField.ELECTRONIC_RESULT_RATE,
  DossierMeasureField.ONLINE_PAYMENT_RATE,
  DossierMeasureField.SATISFACTION_RATE,
]);

/** The days that a filled time series must reach over, whatever dossiers there are; null where these decide. */
export function filledDays(
  { filter, timeBucket }: DossierStatsArguments,
  today: CalendarDay,
): { from: CalendarDay | null; to: CalendarDay | null } {
  const days: DateRangeFilter | null | undefined =
    timeBucket?.field === DossierTimeField.RESOLVED ? filter?.resolvedOn : filter?.receivedOn;
  const last = days?.lt ? addDays(days.lt, -1) : null;
  // A step that has not come yet is no gap.
  return { from: days?.gte ?? null, to: last !== null && last > today ? today : last };
}

const shortestDays: Record<DossierTimeGrain, number> = { DAY: 1, WEEK: 7, MONTH: 28, QUARTER: 90, YEAR: 365 };

function checkSteps(
  grain: DossierTimeGrain,
  { from, to }: { from: CalendarDay | null; to: CalendarDay | null },
): void {
  if (from === null || to === null || daysBetween(from, to) / shortestDays[grain] <= maxGroups) return;
  const expected = `expected at most ${maxGroups} steps; got the days from ${from} to ${to}`;
  throw badInput(`timeBucket: ${expected}. Take a coarser grain or a shorter range.`, ["timeBucket"]);
}
