import { addDays, type CalendarDay } from "../../base/clock/calendar-day";
import { bucketOf } from "../../base/clock/time-buckets";
import { badInput } from "../../base/errors/graph-error";
import { maxGroups } from "../cube/check-query";
import { type Cube, part } from "../cube/cube";
import { addCounts, measureOf, measureValue } from "../cube/measure";
import {
  asOfSteps,
  bucketKey,
  type Counts,
  type Group,
  type GroupKeys,
  groupKey,
  isBySteps,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";

/** What a step is compared with. */
export type ComparedStep = "PREVIOUS_STEP" | "YEAR_BEFORE";

/** The steps of one combination of keys, the first one first, without gaps. */
interface Series {
  starts: CalendarDay[];
  counts: Counts[];
}

/** The query for all steps of all groups of another one, whatever it shows of them. */
export function seriesOf({
  asOf = null,
  filter = null,
  groupBy,
  classes,
  timeBucket,
  measures,
}: StatisticsQuery): StatisticsQuery {
  if (!timeBucket)
    throw badInput("timeBucket: expected one, of whose steps this is; got none.", ["timeBucket"]);
  return {
    ...{ asOf, filter, groupBy, classes: classes ?? null, first: maxGroups },
    timeBucket: { ...timeBucket, fillGaps: true },
    ...(measures && { measures }),
  };
}

/** Whether a query's groups are the first ones of its series. */
export function isWholeSeries({ timeBucket, having, orderBy, topWithin, after }: StatisticsQuery): boolean {
  const isInOrder = (having ?? []).length === 0 && (orderBy ?? []).length === 0 && !topWithin;
  return timeBucket?.fillGaps === true && isInOrder && after == null;
}

/** Measures of a step compared with those of other steps of its series. Public answers are made of protected steps. */
export class SeriesWindows {
  readonly #cube: Cube;
  readonly #query: StatisticsQuery;
  readonly #series = new Map<string, Series>();

  constructor(cube: Cube, query: StatisticsQuery, groups: readonly Group[]) {
    if (groups.length > maxGroups)
      throw badInput(`timeBucket: expected at most ${maxGroups} steps of all groups together; got more.`, [
        "timeBucket",
      ]);
    this.#cube = cube;
    this.#query = query;
    for (const { keys, counts } of groups) {
      const start = keys[bucketKey];
      if (start == null) continue;
      const series = this.#series.get(this.#keyOf(keys)) ?? { starts: [], counts: [] };
      this.#series.set(this.#keyOf(keys), series);
      series.starts.push(start);
      series.counts.push(counts);
    }
  }

  /** A step's measure less that of another; null where one of them has none, or the series does not reach so far. */
  change(keys: GroupKeys, constant: string, from: ComparedStep): number | null {
    const { series, at } = this.#find(keys);
    const other = from === "PREVIOUS_STEP" ? at - 1 : series.starts.indexOf(this.#yearBefore(keys));
    const [counts, before] = [series.counts[at], series.counts[other]];
    if (!counts || !before) return null;
    const measure = measureOf(this.#cube, constant);
    const [value, valueBefore] = [counts, before].map((one) => measureValue(this.#cube, measure, one));
    return value == null || valueBefore == null ? null : value - valueBefore;
  }

  /** The measure of all steps of the series up to this one, together. */
  runningTotal(keys: GroupKeys, constant: string): number | null {
    if (isBySteps(this.#query))
      throw badInput(`runningTotal: expected steps of other rows each; got ${asOfSteps}.`, ["runningTotal"]);
    const { series, at } = this.#find(keys);
    return at < 0 ? null : this.#together(constant, series.counts.slice(0, at + 1));
  }

  /**
   * A count's mean over so many steps up to this one; a rate or mean over all their rows. Null where the series has not
   * so many steps before it.
   */
  movingMean(keys: GroupKeys, constant: string, steps: number): number | null {
    const longest = Math.max(0, ...[...this.#series.values()].map(({ starts }) => starts.length));
    if (steps < 1 || steps > longest)
      throw badInput(`steps: expected 1 to ${longest}, as many as the series has; got ${steps}.`, ["steps"]);
    const { series, at } = this.#find(keys);
    if (at < steps - 1) return null;
    const sum = this.#together(constant, series.counts.slice(at + 1 - steps, at + 1));
    return sum !== null && measureOf(this.#cube, constant).kind === "count" ? sum / steps : sum;
  }

  #together(constant: string, counts: readonly Counts[]): number | null {
    return measureValue(this.#cube, measureOf(this.#cube, constant), addCounts(this.#cube, counts));
  }

  #find(keys: GroupKeys): { series: Series; at: number } {
    const series = this.#series.get(this.#keyOf(keys)) ?? { starts: [], counts: [] };
    return { series, at: series.starts.indexOf(keys[bucketKey] ?? "") };
  }

  #keyOf(keys: GroupKeys): string {
    return groupKey({ ...keys, [bucketKey]: null }, keysOf(this.#cube, this.#query));
  }

  /** The step a year before; of weeks the one 52 weeks before. */
  #yearBefore(keys: GroupKeys): CalendarDay {
    const start = keys[bucketKey] ?? "";
    const grain = this.#query.timeBucket?.grain ?? "DAY";
    if (start === "") return "";
    if (grain === "WEEK") return bucketOf(addDays(start, -364), grain).start;
    const day = `${String(Number(start.slice(0, 4)) - 1).padStart(4, "0")}${start.slice(4)}`;
    // A leap day has none.
    return day.endsWith("-02-29") ? "" : bucketOf(day, grain).start;
  }
}

/** A count's share of the total; null where that is 0. */
export function shareOf(cube: Cube, constant: string, counts: Counts, totals: Counts): number | null {
  const measure = measureOf(cube, constant);
  if (measure.kind !== "count")
    throw badInput(`measure: expected a count, which has a share of the total; got ${constant}.`, [
      "measure",
    ]);
  const total = part(totals, measure.count);
  return total === 0 ? null : part(counts, measure.count) / total;
}
