import { addDays } from "../../base/clock/calendar-day";
import { bucketOf } from "../../base/clock/time-buckets";
import { allGroups } from "../cube/check-query";
import { type Cube, constantName, part, rowCountOf } from "../cube/cube";
import { addCounts } from "../cube/measure";
import { bucketKey, type Counts, type FoundGroups } from "../cube/statistics-query";
import type { Days } from "./cells";
import type { ExactDays } from "./exact-days";
import type { ProtectedContext } from "./protected-context";
import { isMonthStart } from "./whole-days";

/**
 * All rows together are public by whole months: official reports publish them, and they are shown exactly. So are
 * days that have the same rows as the months that they lie in, and all rows as of the end of a month; undefined for
 * others. They are added up from the counts by day of all rows, which are queried once and then cached.
 */
export async function countExactTotals(
  { protector: { cube }, answers, run }: ProtectedContext,
  { asOf: day, time, days }: ExactDays,
): Promise<{ counts: Counts; asOf: Date } | undefined> {
  const timeBucket = { field: constantName(time), grain: "DAY" as const, fillGaps: false };
  const { groups, totals, asOf } = await run({ asOf: day, groupBy: [], timeBucket, first: allGroups });
  if (days === undefined) return { counts: totals, asOf };
  const counted = (range: Exclude<Days, "none">) =>
    answers.of(JSON.stringify(["exact", range]), [groups], () => countWithin(cube, groups, range));
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
