import sql, { type Sql } from "sql-template-tag";
import { localTimeSql } from "./local-time";

/** The number of the weekday of an instant in Hanoi, by ISO 8601: 1 for Monday. */
export function weekdaySql(instant: Sql): Sql {
  return sql`extract(isodow FROM ${localTimeSql(instant)})::integer`;
}
