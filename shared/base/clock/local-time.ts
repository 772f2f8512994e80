import sql, { type Sql } from "sql-template-tag";

/**
 * An instant as Hanoi's clocks show it, a timestamp: UTC+7, no daylight saving. Said as an interval, for looking up a zone
 * by its name takes most of the time of reading a million rows.
 */
export function localTimeSql(instant: Sql): Sql {
  return sql`(${instant} AT TIME ZONE INTERVAL '07:00')`;
}
