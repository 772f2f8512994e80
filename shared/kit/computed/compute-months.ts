import { addDays, type CalendarDay, today } from "../../base/clock/calendar-day";
import { bucketOf } from "../../base/clock/time-buckets";
import type { SubgraphContext } from "../context/context";
import type { Compute, Figure } from "./figure";
import type { FigureValue } from "./figure-value";

/**
 * What a sector computes for a figure that is to be reached: at the end of each month of its period, and of the twelve
 * months before, up to the last day that has come. A period that has not begun yet counts all that there is. null for
 * an indicator that the sector does not compute.
 */
export async function computeMonths(
  compute: Compute,
  context: SubgraphContext,
  figure: Figure,
): Promise<FigureValue[] | null> {
  const days = measuredDays(figure, today(context.clock));
  const computed = await Promise.all(days.map((day) => computeAt(compute, context, figure, day)));
  const known = computed.filter((value) => value !== null);
  return known.length === 0 ? null : known;
}

/** The same as of the end of one day. */
export function computeAt(
  compute: Compute,
  context: SubgraphContext,
  figure: Figure,
  day: CalendarDay,
): Promise<FigureValue | null> {
  const periodStart = figure.periodStart !== null && figure.periodStart <= day ? figure.periodStart : null;
  return compute(context, { ...figure, periodStart, periodEnd: day });
}

/** The ends of months from a year before the period on, and the last day that has come. */
export function measuredDays(
  { periodStart, periodEnd }: Pick<Figure, "periodStart" | "periodEnd">,
  now: CalendarDay,
): CalendarDay[] {
  const last = periodEnd < now ? periodEnd : now;
  const begun = periodStart !== null && periodStart < last ? periodStart : last;
  const days: CalendarDay[] = [];
  let end = addDays(bucketOf(addDays(begun, -365), "MONTH").end, -1);
  while (end < last) {
    days.push(end);
    end = addDays(bucketOf(addDays(end, 1), "MONTH").end, -1);
  }
  return [...days, last];
}

/** A decimal text with at least so many digits after the point: 0.7 with three is 0.700. */
export function withDecimals(value: string, decimals: number): string {
  const [whole = "", fraction = ""] = value.split(".");
  const padded = fraction.padEnd(decimals, "0");
  return padded === "" ? whole : `${whole}.${padded}`;
}
