import sql, { raw, type Sql } from "sql-template-tag";

/** The time zone of all days, by its name in the IANA database. */
export const timeZone = "Asia/Ho_Chi_Minh";

/** The instant at which Hanoi's clocks show a timestamp. */
export function instantSql(localTime: Sql): Sql {
  return sql`(${localTime} AT TIME ZONE ${raw(`'${timeZone}'`)})`;
}

/** The instant at which the day of a SELECT begins in Hanoi; null where there is none. */
export function startOfDaySql(selectedDay: Sql): Sql {
  return instantSql(sql`(${selectedDay})::timestamp`);
}

/**
 * An instant as Hanoi's clocks show it, a timestamp: UTC+7, no daylight saving. Said as an interval, for looking up a
 * zone by its name takes most of the time of reading a million rows.
 */
export function localTimeSql(instant: Sql): Sql {
  return sql`(${instant} AT TIME ZONE INTERVAL '07:00')`;
}
