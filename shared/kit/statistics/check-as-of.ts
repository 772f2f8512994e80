import { readAsOf } from "../../base/clock/as-of";
import { addDays, type CalendarDay, dayOf } from "../../base/clock/calendar-day";
import { badInput } from "../../base/errors/graph-error";
import { type Condition, conditionOf } from "../cube/condition";
import { type Cube, constantName, keyDimensionsOf } from "../cube/cube";
import { isBySteps, type StatisticsQuery } from "../cube/statistics-query";

/** The caller, and the time. */
interface Caller {
  now: Date;
  isPublic?: boolean;
}

/** The day that a query is as of; null where that is now. Rows of a period are those of a day, be it today. */
export function dayRequested(
  cube: Cube,
  query: StatisticsQuery,
  by: Caller,
  distinct?: string,
): CalendarDay | null {
  return pastDayOf(cube, query, by, distinct) ?? (cube.rows.period ? dayOf(by.now) : null);
}

/**
 * The past day that a query is as of; null where that is now, or today. Refuses a day to come, what is not known
 * of the past, and for the public any day but the last one of a month.
 */
function pastDayOf(
  cube: Cube,
  query: StatisticsQuery,
  { now, isPublic }: Caller,
  distinct?: string,
): CalendarDay | null {
  if (isBySteps(query)) refusePresent(cube, query, distinct);
  if (query.asOf == null) return null;
  const asOf = readAsOf(query.asOf, { now: () => now });
  if (!cube.hasAsOf)
    throw badInput(`asOf: expected none, for the past of ${cube.noun.many} is not known; got ${asOf}.`, [
      "asOf",
    ]);
  if (asOf === dayOf(now)) return null;
  refusePresent(cube, query, distinct);
  if (isPublic && cube.isAboutPersons && !addDays(asOf, 1).endsWith("-01"))
    throw badInput(
      `asOf: expected the last day of a month, today, or none, so that nobody is singled out by a day more; got ${asOf}. ` +
        "Ask as an analyst.",
      ["asOf"],
    );
  return asOf;
}

/** What changes without an instant of its own is known as it is now. */
function refusePresent(cube: Cube, { groupBy, filter }: StatisticsQuery, distinct?: string): void {
  const ofNow = keyDimensionsOf(cube).flatMap(([name, { isOfNow }]) => (isOfNow ? [name] : []));
  const filtered = dimensionsIn(conditionOf(cube, filter));
  const requested = {
    groupBy: ofNow.filter((name) => groupBy.includes(constantName(name))),
    filter: ofNow.filter((name) => filtered.includes(name)),
    dimension: ofNow.filter((name) => constantName(name) === distinct),
  };
  for (const [at, [name]] of Object.entries(requested)) {
    if (name === undefined) continue;
    const what = at === "filter" ? name : constantName(name);
    throw badInput(
      `${at}: expected with asOf what is known of past days; got ${what}, which is known as it is now.`,
      [at],
    );
  }
}

function dimensionsIn(condition: Condition): string[] {
  if (condition.kind === "all" || condition.kind === "any") return condition.of.flatMap(dimensionsIn);
  if (condition.kind === "not") return dimensionsIn(condition.of);
  return "dimension" in condition ? [condition.dimension] : [];
}
