import { badInput } from "../errors/graph-error";
import { type CalendarDay, dayOf, today } from "./calendar-day";
import type { Clock } from "./clock";

/** Describes an argument `asOf` that is a day. */
export const asOfDescription = "As of the end of that day, today at the latest; today by default.";

/**
 * The day that an argument `asOf` means: the given one, or today in Hanoi when there is none. A day to come is
 * BAD_USER_INPUT, for nobody knows yet what will be known at its end.
 */
export function readAsOf(asOf: CalendarDay | null | undefined, clock: Clock): CalendarDay {
  const now = today(clock);
  if (asOf == null) return now;
  refuseAfter(now, asOf, asOf);
  return asOf;
}

/** The same for an argument that is an instant: any of today and before; null, which means now, when there is none. */
export function readAsOfInstant(asOf: Date | null | undefined, clock: Clock): Date | null {
  if (asOf == null) return null;
  refuseAfter(today(clock), dayOf(asOf), asOf.toISOString());
  return asOf;
}

function refuseAfter(now: CalendarDay, day: CalendarDay, got: string): void {
  if (day > now) throw badInput(`asOf: expected today, ${now}, or before; got ${got}.`, ["asOf"]);
}
