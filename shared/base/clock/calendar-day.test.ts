import fc from "fast-check";
import { addDays, dayOf, daysBetween, isCalendarDay, startOf, today } from "./calendar-day";
import { clockFrom, fixedClock } from "./clock";

it("runs in a zone that is not Hanoi's", () => {
  expect(new Date("2025-11-14T00:00:00+07:00").getTimezoneOffset()).toBe(300);
});

it.each([
  ["2025-11-14T23:59:59.999+07:00", "2025-11-14"],
  ["2025-11-15T00:00:00.000+07:00", "2025-11-15"],
  ["2025-11-14T16:59:59.999Z", "2025-11-14"],
  ["2025-11-14T17:00:00.000Z", "2025-11-15"],
  ["2025-12-31T17:00:00.000Z", "2026-01-01"],
])("at %s it is %s in Hanoi", (instant, day) => {
  expect(today(fixedClock(instant))).toBe(day);
});

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays("1970-01-01", days));

it("starts each day at its own midnight, one millisecond after the day before", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const start = startOf(day).getTime();
      expect([dayOf(new Date(start)), dayOf(new Date(start - 1))]).toEqual([day, addDays(day, -1)]);
    }),
  );
});

it("counts days as it adds them", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
      expect(daysBetween(day, addDays(day, days))).toBe(days);
    }),
  );
});

it.each([
  ["2024-02-29", true],
  ["2025-02-29", false],
  ["2025-02-30", false],
  ["2025-13-01", false],
  ["0000-01-01", false],
  ["2025-1-1", false],
  ["2025-11-14T00:00:00Z", false],
  ["", false],
])("takes %j for a day: %s", (text, expected) => {
  expect(isCalendarDay(text)).toBe(expected);
});

it("is the system's clock unless one is fixed", () => {
  expect(clockFrom("2025-11-14T09:00:00+07:00").now()).toEqual(new Date("2025-11-14T02:00:00Z"));
  expect(Math.abs(clockFrom(undefined).now().getTime() - Date.now())).toBeLessThan(60_000);
});
