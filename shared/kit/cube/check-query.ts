import { addDays, type CalendarDay, daysBetween } from "../../base/clock/calendar-day";
import { badInput } from "../../base/errors/graph-error";
import { plainDecimal } from "../../base/number/plain-decimal";
import { shareProblem } from "../../base/number/share-problem";
import { readNumbers } from "../filter/read-filter";
import { daysOfFilter } from "./condition";
import { type Cube, nameOfConstant, part } from "./cube";
import { measureOf } from "./measure";
import { checkClasses } from "./number-classes";
import {
  isBySteps,
  type MeasureBounds,
  type MeasureTerm,
  type StatisticsQuery,
  type TimeGrain,
} from "./statistics-query";

/** More make groups of so few rows that nobody reads them. */
export const maxDimensions = 4;
/** For internal queries of all groups: more than any query has. */
export const allGroups = 5_000_000;
/** The ceiling of groups of one answer. */
export const maxGroups = 10_000;
const maxTerms = 20;

/** Refuses a contradictory query before anything is counted. */
export function checkQuery(cube: Cube, query: StatisticsQuery, today: CalendarDay): void {
  const { groupBy, having, orderBy, first, timeBucket, topWithin } = query;
  if (first < 1 || first > maxGroups)
    throw badInput(`first: expected 1 to ${maxGroups}; got ${first}.`, ["first"]);
  if (groupBy.length > maxDimensions)
    throw badInput(`groupBy: expected at most ${maxDimensions} dimensions; got ${groupBy.length}.`, [
      "groupBy",
    ]);
  if (new Set(groupBy).size < groupBy.length)
    throw badInput(`groupBy: expected each dimension at most once; got ${groupBy.join(", ")}.`, ["groupBy"]);
  checkClasses(cube, query);
  if (topWithin && (topWithin.first < 1 || topWithin.first > maxGroups))
    throw badInput(`topWithin.first: expected 1 to ${maxGroups}; got ${topWithin.first}.`, [
      ...["topWithin", "first"],
    ]);
  if (topWithin && !groupBy.includes(topWithin.dimension))
    throw badInput(`topWithin.dimension: expected a dimension of groupBy; got ${topWithin.dimension}.`, [
      ...["topWithin", "dimension"],
    ]);
  for (const [name, terms] of Object.entries({ having, orderBy })) {
    if (terms && terms.length > maxTerms)
      throw badInput(`${name}: expected at most ${maxTerms} terms; got ${terms.length}.`, [name]);
  }
  for (const [at, { field, ...term }] of (orderBy ?? []).entries())
    checkTerm(cube, field, term, ["orderBy", String(at)]);
  for (const [at, { measure, is, ...term }] of (having ?? []).entries()) {
    checkTerm(cube, measure, term, ["having", String(at)]);
    if (measureOf(cube, measure).kind === "rate" || term.share) checkShares(is, ["having", String(at), "is"]);
    readNumbers(is, ["having", String(at), "is"]);
  }
  if (timeBucket?.from != null && !isBySteps(query))
    throw badInput(
      `timeBucket.from: expected none with ${timeBucket.field}; got ${timeBucket.from}. Filter by its days.`,
      ["timeBucket", "from"],
    );
  if (timeBucket?.fillGaps && !isBySteps(query)) {
    checkSteps(timeBucket.grain, filledDays(cube, query, today), today);
  }
}

/** Percentiles are of the numbers that a measure is the mean of; shares are of counts. */
function checkTerm(
  cube: Cube,
  constant: string,
  { percentile, share }: MeasureTerm,
  at: readonly string[],
): void {
  const refuse = (name: string, expected: string, got: string | number) => {
    throw badInput(`${[...at, name].join(".")}: expected ${expected}; got ${got}.`, [...at, name]);
  };
  const { kind, count } = measureOf(cube, constant);
  if (share && kind !== "count") refuse("share", "a count, which has a share of the total", constant);
  if (percentile == null) return;
  if (percentile < 0 || percentile > 1) refuse("percentile", "0 to 1", percentile);
  if (share) refuse("percentile", "one of percentile and share", "both");
  const counted = part(cube.counts, count);
  if (counted.kind !== "sum" || counted.number !== cube.percentiles?.number)
    refuse("percentile", `a mean of ${cube.percentiles?.number ?? "what has percentiles"}`, constant);
}

function checkShares(is: MeasureBounds["is"], at: readonly string[]): void {
  for (const bound of ["eq", "gte", "gt", "lte", "lt"] as const) {
    const value = is[bound];
    const problem = value == null ? undefined : shareProblem(plainDecimal(value));
    const path = [...at, bound];
    if (problem) throw badInput(`${path.join(".")}: ${problem}`, path);
  }
}

interface Days {
  from: CalendarDay | null;
  to: CalendarDay | null;
}

/** The days that a filled time series must reach over, whatever rows there are; null where these decide. */
export function filledDays(
  cube: Cube,
  { asOf, filter, timeBucket }: StatisticsQuery,
  today: CalendarDay,
): Days {
  const time = timeBucket && nameOfConstant(cube.times, timeBucket.field);
  const { gte, lt } =
    time === null || time === undefined ? { gte: null, lt: null } : daysOfFilter(filter, time);
  const last = lt ? addDays(lt, -1) : null;
  // A step that has not come yet is no gap.
  const until = asOf ?? today;
  return { from: gte, to: last !== null && last > until ? until : last };
}

const shortestDays: Record<TimeGrain, number> = { DAY: 1, WEEK: 7, MONTH: 28, QUARTER: 90, YEAR: 365 };

/** Rows may reach further, but a query that names its first day must not request all possible steps since. */
function checkSteps(grain: TimeGrain, { from, to }: Days, today: CalendarDay): void {
  const last = to ?? today;
  if (from === null || daysBetween(from, last) / shortestDays[grain] <= maxGroups) return;
  const expected = `expected at most ${maxGroups} steps; got the days from ${from} to ${last}`;
  throw badInput(`timeBucket: ${expected}. Take a coarser grain or a shorter range.`, ["timeBucket"]);
}
