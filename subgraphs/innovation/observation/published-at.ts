import sql, { type Sql } from "sql-template-tag";
import { instantSql } from "../../../shared/base/clock/local-time";

/**
 * When a figure that is taken up now became public: at the start of its source's day in Hanoi, where the day is
 * known and has come, or else now. `publishedOn` is the source's date as published: a day, a month, or null.
 */
export function publishedAtSql(publishedOn: Sql, now: Date): Sql {
  return sql`least(${now}::timestamptz, CASE WHEN ${publishedOn} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
    THEN ${instantSql(sql`${publishedOn}::date::timestamp`)} ELSE ${now}::timestamptz END)`;
}
