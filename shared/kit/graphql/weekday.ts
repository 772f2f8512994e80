import { registerEnumType } from "type-graphql";

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
