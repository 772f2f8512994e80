import fc from "fast-check";
import { addDays, daysBetween } from "../../../shared/base/clock/calendar-day";
import { formatPeriod, type Period, parsePeriod } from "./period";

it.each<[string, Period]>([
  ["2025", { start: "2025-01-01", end: "2025-12-31" }],
  ["9999", { start: "9999-01-01", end: "9999-12-31" }],
  ["2025-Q1", { start: "2025-01-01", end: "2025-03-31" }],
  ["2025-Q4", { start: "2025-10-01", end: "2025-12-31" }],
  ["2024-02", { start: "2024-02-01", end: "2024-02-29" }],
  ["2025-02", { start: "2025-02-01", end: "2025-02-28" }],
  ["2025-12", { start: "2025-12-01", end: "2025-12-31" }],
  ["2025-11-14", { start: "2025-11-14", end: "2025-11-14" }],
  ["2025-07-01/2025-11-12", { start: "2025-07-01", end: "2025-11-12" }],
  ["2025-02-01/2025-04-30", { start: "2025-02-01", end: "2025-04-30" }],
  ["../2025-12-07", { start: null, end: "2025-12-07" }],
  ["2025-12-01/..", { start: "2025-12-01", end: null }],
])("%s is read and written", (name, period) => {
  expect(parsePeriod(name)).toEqual(period);
  expect(formatPeriod(period)).toBe(name);
});

it.each([
  "",
  " 2025",
  "25",
  "20255",
  "0000",
  "0999",
  "2025-Q0",
  "2025-Q5",
  "2025-q1",
  "2025-0",
  "2025-00",
  "2025-13",
  "2025-1",
  "2025-02-29",
  "2025-11-31",
  "0000-01-01",
  "../..",
  "..",
  "2025-11-14/2025-11-13",
  "2025-11/2025-12",
  "2025-01-01/2025-02-30",
  "2025-01-01/2025-02-01/2025-03-01",
  "2025-01-01/",
  "/2025-01-01",
  "2025,5",
])("%j is refused", (text) => {
  expect(() => parsePeriod(text, ["input", "period"])).toThrow(
    expect.objectContaining({
      message:
        "input.period: expected a year, quarter, month, day or range, e.g. 2025, 2025-Q3, 2025-11, " +
        `2025-07-01/2025-11-12; got ${JSON.stringify(text)}.`,
      extensions: { code: "BAD_USER_INPUT", argument: ["input", "period"] },
    }),
  );
});

const day = fc.integer({ min: 0, max: 90_000 }).map((days) => addDays("1900-01-01", days));
const range = fc.tuple(day, fc.integer({ min: 0, max: 800 })).map(([start, length]) => ({
  start,
  end: addDays(start, length),
}));
/** Ranges rarely fall on whole months: these always do. */
const wholeMonths = fc
  .record({
    year: fc.integer({ min: 1900, max: 2200 }),
    month: fc.integer({ min: 1, max: 12 }),
    count: fc.integer({ min: 1, max: 15 }),
  })
  .map(({ year, month, count }) => ({
    start: `${year}-${String(month).padStart(2, "0")}-01`,
    end: new Date(Date.UTC(year, month - 1 + count, 0)).toISOString().slice(0, 10),
  }));
const openEnded = fc.oneof(
  day.map((start) => ({ start, end: null })),
  day.map((end) => ({ start: null, end })),
);

it("writes any period so that it reads back as the same days", () => {
  fc.assert(
    fc.property(fc.oneof(range, wholeMonths, openEnded), (period) => {
      expect(parsePeriod(formatPeriod(period))).toEqual(period);
    }),
  );
});

it("has one name for each period: a range that has a shorter name is written by it", () => {
  fc.assert(
    fc.property(fc.oneof(range, wholeMonths), (period) => {
      const name = formatPeriod(period);
      expect(formatPeriod(parsePeriod(`${period.start}/${period.end}`))).toBe(name);
      const days = daysBetween(period.start, period.end) + 1;
      const length = name.includes("/") ? "range" : name.length;
      const shortest: Record<string, number[]> = { 4: [365, 366], 7: [28, 29, 30, 31, 90, 91, 92], 10: [1] };
      expect(length === "range" || shortest[length]?.includes(days)).toBe(true);
    }),
  );
});

it("refuses a period without any end", () => {
  expect(() => formatPeriod({ start: null, end: null })).toThrow("Expected a period with at least one end.");
});
