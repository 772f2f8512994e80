import type { Sql } from "sql-template-tag";
import { addDays, startOf, today } from "../../base/clock/calendar-day";
import type { Clock } from "../../base/clock/clock";
import type { Database } from "../../database/database";

/** When answers change although nobody has written anything. */
export interface ClockChanges {
  /** Times of day in Hanoi, e.g. `17:00`. */
  times: readonly string[];
  /** A SELECT of one row: `at`, the next instant after one that the rows name, such as the next deadline; null for none. */
  next?: (now: Date) => Sql;
}

/** What goes by days alone. */
export const atMidnight: ClockChanges = { times: ["00:00"] };

/** The next such instant; undefined where the clock stands still, or nothing changes by it. */
export async function nextClockChange(
  { times, next }: ClockChanges,
  clock: Clock,
  database: Database,
): Promise<Date | undefined> {
  if (clock.isFixed) return undefined;
  const now = clock.now();
  const { at } = next ? await database.row<{ at: Date | null }>(next(now)) : { at: null };
  const instants = [...instantsOf(times, clock), ...(at ? [at] : [])];
  const later = instants.map((instant) => instant.getTime()).filter((instant) => instant > now.getTime());
  return later.length === 0 ? undefined : new Date(Math.min(...later));
}

/** Of today and tomorrow. */
function instantsOf(times: readonly string[], clock: Clock): Date[] {
  const day = today(clock);
  return [day, addDays(day, 1)].flatMap((each) =>
    times.map((time) => new Date(startOf(each).getTime() + minutesOf(time) * 60_000)),
  );
}

function minutesOf(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined)
    throw new Error(`Expected a time of day such as 17:00, got ${JSON.stringify(time)}.`);
  return Number(hours) * 60 + Number(minutes);
}
