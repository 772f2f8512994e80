import sql, { type Sql } from "sql-template-tag";
import { registerEnumType } from "type-graphql";
import { localTimeSql } from "../clock/local-time";

/** Days of the week by their numbers in ISO 8601, so that keys are in their order. */
export enum Weekday {
  MONDAY = "1",
  TUESDAY = "2",
  WEDNESDAY = "3",
  THURSDAY = "4",
  FRIDAY = "5",
  SATURDAY = "6",
  SUNDAY = "7",
}

const days = Object.keys(Weekday).map((day) => [day, { description: `A ${day.toLowerCase()} in Hanoi.` }]);

registerEnumType(Weekday, {
  name: "Weekday",
  description: "A day of the week in Hanoi.",
  valuesConfig: Object.fromEntries(days),
});

/** The key of the weekday of an instant in Hanoi. */
export function weekdaySql(instant: Sql): Sql {
  return sql`extract(isodow FROM ${localTimeSql(instant)})::integer`;
}
