import type { CalendarDay } from "../../base/clock/calendar-day";
import type { Bounds } from "../filter/read-filter";

/** A filter as clients write it: fields that the cube names, and `and`, `or`, `not`. */
export type CubeFilter = Readonly<Record<string, unknown>>;

export type TimeGrain = "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";

export interface TimeBucketing {
  /** Constant of a time axis. */
  field: string;
  grain: TimeGrain;
  /** Whether steps without a row are there too, with zero counts. */
  fillGaps: boolean;
  /** With AS_OF the day in whose step the series begins; series of other fields are limited by a filter. */
  from?: CalendarDay | null;
}

/** Whole numbers from one to another, both included; open where null. */
export interface NumberRange {
  from?: number | null;
  to?: number | null;
}

/** The classes of a dimension, which a client chose. */
export interface ChosenClasses {
  dimension: string;
  ranges: readonly NumberRange[];
}

/** A query of a cube: names are constants. */
export interface StatisticsQuery {
  /** Of rows as they were at the end of this day, by the instants that they have now; as they are now by default. */
  asOf?: CalendarDay | null;
  filter?: CubeFilter | null;
  groupBy: readonly string[];
  /** Of dimensions of classes; those of the cube for others. */
  classes?: readonly ChosenClasses[] | null;
  timeBucket?: TimeBucketing | null;
  having?: readonly MeasureBounds[] | null;
  orderBy?: readonly MeasureOrder[] | null;
  /** Of each group of one dimension only the first rows, in the order of the answer. */
  topWithin?: { dimension: string; first: number } | null;
  first: number;
  /** Only groups after the one that a cursor of the same query names. */
  after?: string | null;
  /** Measures that are read of the answer; all by default. Of others the public is shown nothing. */
  measures?: readonly string[];
  /** Only these counts are wanted, those of rows with the keys of the rows that they count. Not for clients. */
  rowKeysOf?: readonly string[];
  /** Only rows to which nothing happened on this day or later: `axesOfEvents`. Not for clients. */
  before?: CalendarDay;
  /** Totals are not read. Not for clients. */
  withoutTotals?: boolean;
  /** Groups of fewer rows need not be there, and totals count all; not with gaps filled. Not for clients. */
  leastRows?: number;
}

/** What is meant of a measure where it is not the measure itself. */
export interface MeasureTerm {
  /** The percentile of the numbers that it is the mean of: 0 to 1. */
  percentile?: number | null;
  /** Its share of the total. */
  share?: boolean | null;
}

export interface MeasureBounds extends MeasureTerm {
  measure: string;
  is: Bounds<number>;
}

export interface MeasureOrder extends MeasureTerm {
  field: string;
  direction: "ASC" | "DESC";
}

/** Base counts by their names in the cube. */
export type Counts = Record<string, number>;

/** The keys of a group by the names of its dimensions, and `bucket`, the first day of its step of time. */
export type GroupKeys = Record<string, string | null>;

export interface Group {
  keys: GroupKeys;
  counts: Counts;
}

/** What a query found. It may be cached: nobody changes it. */
export interface FoundGroups {
  /** In order; one more than requested where there are more. */
  groups: Group[];
  /** Of all groups, also those that are not among them. */
  totals: Counts;
  /** Groups of fewer than `leastRows` were left out. */
  lacksFew?: boolean;
}

/** How many rows have which number, by number. */
export type Distribution = Map<number, number>;

export interface FoundDistributions {
  /** By `groupKey`. */
  groups: Map<string, Distribution>;
  /** Of all groups. */
  all: Distribution;
}

/** The name of the step of time among the keys of a group. */
export const bucketKey = "bucket";

/** The keys of a group as one text. */
export function groupKey(keys: GroupKeys, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => keys[name] ?? null));
}

/** In the order of their keys, those without one last. */
export function compareKeys(left: Group, right: Group, names: readonly string[]): number {
  for (const name of names) {
    const [one = null, other = null] = [left.keys[name], right.keys[name]];
    if (one === other) continue;
    if (one === null || other === null) return one === null ? 1 : -1;
    return one < other ? -1 : 1;
  }
  return 0;
}

/** A query without keys has one group. */
export function isOneGroup({ groupBy, timeBucket }: StatisticsQuery): boolean {
  return groupBy.length === 0 && !timeBucket;
}

/** Constants of the measures that groups are filtered and ordered by. */
export function decidingMeasures({ having, orderBy }: StatisticsQuery): string[] {
  return [...(having ?? []).map(({ measure }) => measure), ...(orderBy ?? []).map(({ field }) => field)];
}

/** In place of a time axis: each step has the rows as they were at its end (`as-of-steps.ts`). */
export const asOfSteps = "AS_OF";

/** Whether a query's steps are days that it is as of. */
export function isBySteps({ timeBucket }: Pick<StatisticsQuery, "timeBucket">): boolean {
  return timeBucket?.field === asOfSteps;
}
