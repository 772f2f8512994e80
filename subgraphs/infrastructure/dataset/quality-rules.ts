import sql, { join, raw, type Sql } from "sql-template-tag";
import { QualityCriterion, UpdateFrequency } from "./dataset-enums";

/**
 * Hours of one period of each frequency: the longest that the calendar gives it, so that nobody who keeps to the
 * calendar is called late. The hour of REALTIME is an assumption. Null where nothing is promised.
 */
export const periodHours: Record<UpdateFrequency, number | null> = {
  REALTIME: 1,
  DAILY: 24,
  WEEKLY: 7 * 24,
  MONTHLY: 31 * 24,
  QUARTERLY: 92 * 24,
  ANNUALLY: 366 * 24,
  IRREGULAR: null,
};

/** Seconds of an hour and the 10 % grace on top: whole numbers, where a factor of 1.1 would not be. */
const secondsWithGrace = 3_600 + 360;

/** The last instant at which a dataset `d` is live; null when it always is. The live rule of domain.md. */
export const liveUntilSql = sql`(d.modified_at + make_interval(secs => CASE d.frequency ${join(
  Object.values(UpdateFrequency).map((frequency) => {
    const hours = periodHours[frequency];
    return raw(`WHEN '${frequency}' THEN ${hours === null ? "NULL" : hours * secondsWithGrace}`);
  }),
  " ",
)} END))`;

/** Whether each of the six criteria holds for a dataset `d` at an instant: the one definition of all six. */
export function holdsSql(now: Date): Record<QualityCriterion, Sql> {
  return {
    ACCURATE: sql`d.accurate`,
    SUFFICIENT: sql`d.sufficient`,
    CLEAN: sql`d.clean`,
    LIVE: sql`coalesce(${liveUntilSql} >= ${now}::timestamptz, TRUE)`,
    CONSISTENT: sql`d.consistent`,
    SHARED: sql`d.shared`,
  };
}

/** How many of the six hold for a dataset `d` at an instant. */
export function metSql(now: Date): Sql {
  return sql`(${join(
    Object.values(holdsSql(now)).map((holds) => sql`(${holds})::int`),
    " + ",
  )})`;
}
