import { addDays } from "../../../shared/base/clock/calendar-day";

const offsetHours = 7;

/**
 * An instant of ISO 8601 as Hanoi's clocks show it: `2025-11-14 17:00:00`, with a `T` between the two where that is
 * asked for. A second's fraction stands behind it only where there is one, without zeros at its end.
 */
export function hanoiTime(instant: string, between: " " | "T" = " "): string {
  const parts = instantParts.exec(instant);
  if (!parts) throw new RangeError(`Expected an instant with its offset, got ${JSON.stringify(instant)}.`);
  const [, day = "", time = "", digits = "", offset] = parts;
  const fraction = digits === "" ? "" : `.${digits}`;
  if (offset === "+07:00") return `${day}${between}${time}${fraction}`;
  if (offset !== "Z") {
    const utc = new Date(`${day}T${time}${offset}`).toISOString();
    return laterInHanoi(utc.slice(0, 10), utc.slice(11, 19), between) + fraction;
  }
  return laterInHanoi(day, time, between) + fraction;
}

/** Without a Date: an export asks this millions of times. */
function laterInHanoi(day: string, time: string, between: string): string {
  const hour = Number(time.slice(0, 2)) + offsetHours;
  const inHanoi = hour < 24 ? day : dayAfter(day);
  const hours = hour < 24 ? hour : hour - 24;
  return `${inHanoi}${between}${hours < 10 ? "0" : ""}${hours}${time.slice(2)}`;
}

const instantParts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d*[1-9])?0*)?(Z|[+-]\d{2}:\d{2})$/;

/** Days that were asked before, and those after them: a table has few different ones. */
const known = new Map<string, string>();
const mostKnown = 10_000;

function dayAfter(day: string): string {
  let after = known.get(day);
  if (after === undefined) {
    after = addDays(day, 1);
    if (known.size < mostKnown) known.set(day, after);
  }
  return after;
}

/** Milliseconds from 1970 to what Hanoi's clocks show at an instant, as if that were UTC. */
export function hanoiMilliseconds(instant: string): number {
  return Date.parse(instant) + offsetHours * 3_600_000;
}

/** An instant in microseconds since 1970, UTC. What is finer is left out, as in PostgreSQL and Parquet. */
export function microsecondsOf(instant: string): bigint {
  const point = instant.indexOf(".");
  const finer = point === -1 ? "" : (/^\d{3}(\d{1,3})/.exec(instant.slice(point + 1))?.[1] ?? "");
  return BigInt(Date.parse(instant)) * 1000n + (finer === "" ? 0n : BigInt(finer.padEnd(3, "0")));
}

/** Days from 1970 to a day `2025-11-14`. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
