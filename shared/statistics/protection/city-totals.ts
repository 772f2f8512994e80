import { addDays, type CalendarDay } from "../../clock/calendar-day";
import { bucketOf } from "../../clock/time-buckets";
import { allGroups } from "../check-question";
import { conditionOf } from "../condition";
import { type Cube, constantName, part, rowCountOf } from "../cube";
import { addCounts } from "../measure";
import { bucketKey, type Counts, type FoundGroups, type StatisticsQuestion } from "../question";
import { cellsOf, type Days } from "./cells";
import type { ProtectedAsking } from "./protected-asking";
import { isMonthStart } from "./whole-days";

/** All rows of the city, or those of some days of a time axis. */
export interface CityDays {
  asOf: CalendarDay | null;
  time: string;
  days: Exclude<Days, "none"> | undefined;
}

/** The days that a filter leaves of all rows; undefined if it asks for anything else. */
export function cityDaysOf(
  cube: Cube,
  { asOf = null, filter }: Pick<StatisticsQuestion, "asOf" | "filter">,
): CityDays | undefined {
  const [cell, ...more] = cellsOf(cube, conditionOf(cube, filter));
  if (!cell || more.length > 0 || cell.times !== 1) return undefined;
  const [asked, ...others] = Object.entries(cell.days);
  const isFree = Object.keys(cell.keys).length === 0 && Object.keys(cell.flags).length === 0;
  if (!isFree || others.length > 0) return undefined;
  const [time, days] = asked ?? [Object.keys(cube.times)[0] ?? "", undefined];
  // What came in one month, as of the ends of two others, may be told apart by few that ended between them.
  if (asOf !== null && days !== undefined) return undefined;
  return days === "none" ? undefined : { asOf, time, days };
}

/**
 * All rows together are of the whole city, by whole months: public reports tell them, and they are told exactly. So are
 * days that have the same rows as the months that they lie in; undefined for others. So are all rows as of the
 * end of a month. They are added up from the days of
 * the city, which are asked for once and then known.
 */
export async function countCity(
  { protector: { cube }, known, ask }: ProtectedAsking,
  { asOf: day, time, days }: CityDays,
): Promise<{ counts: Counts; asOf: Date } | undefined> {
  const timeBucket = { field: constantName(time), grain: "DAY" as const, fillGaps: false };
  const { groups, totals, asOf } = await ask({ asOf: day, groupBy: [], timeBucket, first: allGroups });
  if (days === undefined) return { counts: totals, asOf };
  const counted = (range: Exclude<Days, "none">) =>
    known.of(JSON.stringify(["city", range]), [groups], () => countWithin(cube, groups, range));
  const [counts, months] = [counted(days), inMonths(days)];
  const rows = rowCountOf(cube);
  return !months || part(counted(months), rows) === part(counts, rows) ? { counts, asOf } : undefined;
}

function countWithin(cube: Cube, groups: FoundGroups["groups"], { gte, lt }: Exclude<Days, "none">): Counts {
  const within = groups.filter(({ keys }) => {
    const day = keys[bucketKey] ?? null;
    return day !== null && (gte === null || day >= gte) && (lt === null || day < lt);
  });
  return addCounts(
    cube,
    within.map(({ counts }) => counts),
  );
}

/** The months that days lie in; undefined if they are whole months. */
function inMonths({ gte, lt }: Exclude<Days, "none">): Exclude<Days, "none"> | undefined {
  if ((gte === null || isMonthStart(gte)) && (lt === null || isMonthStart(lt))) return undefined;
  return {
    gte: gte && bucketOf(gte, "MONTH").start,
    lt: lt && (isMonthStart(lt) ? lt : bucketOf(addDays(lt, -1), "MONTH").end),
  };
}
