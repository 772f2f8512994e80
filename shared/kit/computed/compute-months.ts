import { addDays, type CalendarDay, today } from "../../base/clock/calendar-day";
import { bucketOf } from "../../base/clock/time-buckets";
import type { SubgraphContext } from "../context/context";
import type { PublishedObservation } from "./compute-measures";
import type { ComputedValue } from "./computed-value";

/** What a value is to reach, and in which days: what a sector needs to know of a key result to measure it. */
export interface Aim {
  code: string;
  /** A decimal text. */
  target: string;
  /** Digits after the point in which value and target are compared. */
  decimals: number;
  periodStart: CalendarDay;
  periodEnd: CalendarDay;
}

/** Computes one observation; null for a code that the sector does not compute. */
export type Compute = (
  context: SubgraphContext,
  observation: PublishedObservation,
) => Promise<ComputedValue | null>;

/**
 * What a sector computes for an aim: at the end of each month of its period, and of the twelve months before, up to
 * the last day that has come. A period that has not begun yet counts all that there is. null for a code that the
 * sector does not compute.
 */
export async function computeMonths(
  compute: Compute,
  context: SubgraphContext,
  aim: Aim,
): Promise<ComputedValue[] | null> {
  const days = measuredDays(aim, today(context.clock));
  const computed = await Promise.all(days.map((day) => computeAt(compute, context, aim, day)));
  const known = computed.filter((value) => value !== null);
  return known.length === 0 ? null : known;
}

/** The same as of the end of one day. */
export function computeAt(
  compute: Compute,
  context: SubgraphContext,
  { code, target, decimals, periodStart }: Aim,
  day: CalendarDay,
): Promise<ComputedValue | null> {
  const from = periodStart <= day ? periodStart : null;
  return compute(context, { code, value: withDecimals(target, decimals), from, to: day });
}

/** The ends of months from a year before the period on, and the last day that has come. */
export function measuredDays(
  { periodStart, periodEnd }: Pick<Aim, "periodStart" | "periodEnd">,
  now: CalendarDay,
): CalendarDay[] {
  const last = periodEnd < now ? periodEnd : now;
  const begun = periodStart < last ? periodStart : last;
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
