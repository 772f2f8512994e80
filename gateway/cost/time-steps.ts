import type { Clock } from "../../shared/base/clock/clock";
import { isJsonObject, type JsonObject } from "../values/json";

/** How many days a step has at least; of any other grain no more is known than that it is a day or longer. */
const daysOf: Readonly<Record<string, number>> = { DAY: 1, WEEK: 7, MONTH: 28, QUARTER: 90, YEAR: 365 };
/** Where an operation does not say from when on: the data has a beginning of its own. */
const assumedDays = 2 * 365;
const dayMs = 86_400_000;

/** The arguments that say how many steps a series has. */
export const timeArguments = ["timeBucket", "filter", "grain", "from", "to"];

/** How many steps a series over time has at most: `timeBucket: {grain}` in a filter's days, or `grain` in `from` to `to`. */
export function timeSteps(given: JsonObject, clock: Clock): number {
  const { timeBucket, filter, from, to } = given;
  const bucket = isJsonObject(timeBucket) ? timeBucket : undefined;
  const grain = bucket?.grain ?? given.grain;
  const days = bucket ? daysOfFilter(filter, clock) : daysBetween(from, to);
  return Math.max(1, Math.ceil(days / (daysOf[String(grain)] ?? 1)) + 1);
}

/** The widest that any of a filter's ranges may be; a filter that excludes days is taken as one that selects them. */
function daysOfFilter(filter: unknown, clock: Clock): number {
  const begins: number[] = [];
  const ends: number[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      const day = typeof inner === "string" ? Date.parse(inner) : Number.NaN;
      if (Number.isNaN(day)) collect(inner);
      else if (name === "gte" || name === "gt") begins.push(day);
      else if (name === "lt" || name === "lte") ends.push(day);
    }
  };
  collect(filter);
  if (begins.length === 0) return assumedDays;
  return spanOf(Math.min(...begins), ends.length > 0 ? Math.max(...ends) : clock.now().getTime());
}

function daysBetween(from: unknown, to: unknown): number {
  const [begin, end] = [Date.parse(String(from)), Date.parse(String(to))];
  return Number.isNaN(begin) || Number.isNaN(end) ? assumedDays : spanOf(begin, end);
}

function spanOf(begin: number, end: number): number {
  return Math.max(0, (end - begin) / dayMs);
}
