import type { CalendarDay } from "../../../shared/clock/calendar-day";

/* Instants as PostgreSQL sends them: microseconds since the year 2000 in eight bytes, the highest first. */

const epochMs = Date.UTC(2000, 0, 1);
const dayMs = 86_400_000;
const hanoiMs = 7 * 3_600_000;
/** The high half of infinity. */
const infinite = 0x7fff_ffff;
/** Before, Hanoi's clocks went otherwise; after, years have five digits. */
const [firstDay, lastDay] = [daysSince2000("1976-01-01"), daysSince2000("9999-12-31")];

function daysSince2000(day: CalendarDay): number {
  return (Date.parse(`${day}T00:00:00Z`) - epochMs) / dayMs;
}

/** Bytes, to be read as numbers; no bytes where there are none. */
export function viewOf(bytes: Uint8Array | null): DataView {
  const { buffer, byteOffset, byteLength } = bytes ?? new Uint8Array();
  return new DataView(buffer, byteOffset, byteLength);
}

export function isInfinite(instants: DataView, at: number): boolean {
  return instants.getInt32(at * 8) === infinite;
}

/** An instant in microseconds since 2000: whole, so that what is due just now is not overdue. */
export function microsAt(instants: DataView, at: number): number {
  return instants.getInt32(at * 8) * 2 ** 32 + instants.getUint32(at * 8 + 4);
}

/** The same of an instant at hand. */
export function microsOf(instant: Date): number {
  return (instant.getTime() - epochMs) * 1000;
}

/** The day in Hanoi of an instant, in days since 2000. Throws RangeError for one that no register can have. */
export function dayAt(instants: DataView, at: number): number {
  const day = Math.floor((microsAt(instants, at) + hanoiMs * 1000) / (dayMs * 1000));
  if (day >= firstDay && day <= lastDay) return day;
  throw new RangeError("Expected dossiers of the years 1976 to 9999.");
}

/** A number of days since 2000 as the day that it is. */
export function calendarDayOf(day: number): CalendarDay {
  return new Date(day * dayMs + epochMs).toISOString().slice(0, 10);
}
