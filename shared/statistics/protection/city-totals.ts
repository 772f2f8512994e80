import { addDays } from "../../clock/calendar-day";
import { bucketOf } from "../../clock/time-buckets";
import { conditionOf } from "../condition";
import { constantName, dayFilterName, part, rowCountOf } from "../cube";
import type { FoundGroups, StatisticsQuestion } from "../question";
import { type Cell, cellsOf } from "./cells";
import type { ProtectedAsking } from "./protected-asking";
import { isMonthStart } from "./whole-days";

/**
 * All rows together are of the whole city, by whole months: public reports tell them, and they are told exactly. So are
 * days that have the same rows as the months that they lie in, and all rows as of the end of a month. Undefined for any
 * other question.
 */
export async function countExactly(
  asking: ProtectedAsking,
  question: StatisticsQuestion,
): Promise<(FoundGroups & { asOf: Date }) | undefined> {
  if (!isOfCity(asking, question)) return undefined;
  const { cube } = asking.protector;
  const { asOf = null, filter = null, having, orderBy, groupBy, timeBucket, first } = question;
  const exact = { asOf, filter, having, orderBy, groupBy, timeBucket, first };
  const months = inMonths(asking, question);
  const wider = months && asking.ask({ asOf, filter: months, groupBy: [], first: 1 });
  const [found, whole] = await Promise.all([asking.ask(exact), wider]);
  const rows = rowCountOf(cube);
  return !whole || part(whole.totals, rows) === part(found.totals, rows) ? found : undefined;
}

/** Whether a question is for all rows of some days, in months or longer steps. */
export function isOfCity({ protector: { cube } }: ProtectedAsking, question: StatisticsQuestion): boolean {
  const { asOf, groupBy, timeBucket, filter } = question;
  if (groupBy.length > 0 || (timeBucket && ["DAY", "WEEK"].includes(timeBucket.grain))) return false;
  const [cell, ...more] = cellsOf(cube, conditionOf(cube, filter));
  if (!cell || more.length > 0 || cell.times !== 1) return false;
  const [time, ...times] = Object.keys(cell.days);
  const isFree = Object.keys(cell.keys).length === 0 && Object.keys(cell.flags).length === 0;
  if (!isFree || times.length > 0) return false;
  // What came in one month, as of the ends of two others, may be told apart by few that ended between them.
  if (asOf != null && (time !== undefined || timeBucket)) return false;
  if (time === undefined) return true;
  if (cell.days[time] === "none") return false;
  return !timeBucket || constantName(time) === timeBucket.field;
}

/** The filter of the months that a question's days lie in; undefined if it is whole months. */
function inMonths({ protector: { cube } }: ProtectedAsking, question: StatisticsQuestion) {
  const [cell] = cellsOf(cube, conditionOf(cube, question.filter));
  const [time = "", days] = Object.entries((cell as Cell).days)[0] ?? [];
  if (days === undefined || days === "none") return undefined;
  const { gte, lt } = days;
  if ((gte === null || isMonthStart(gte)) && (lt === null || isMonthStart(lt))) return undefined;
  const range = {
    gte: gte && bucketOf(gte, "MONTH").start,
    lt: lt && (isMonthStart(lt) ? lt : bucketOf(addDays(lt, -1), "MONTH").end),
  };
  return { [dayFilterName(time)]: range };
}
