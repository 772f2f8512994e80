import fc from "fast-check";
import { addDays } from "./calendar-day";
import {
  bucketOf,
  bucketsBetween,
  isoWeekOf,
  maxBuckets,
  parseIsoWeek,
  type TimeGrain,
} from "./time-buckets";

it.each([
  ["2024-12-29", "2024-W52"],
  ["2024-12-30", "2025-W01"],
  ["2025-11-10", "2025-W46"],
  ["2025-11-16", "2025-W46"],
  ["2025-12-28", "2025-W52"],
  ["2025-12-29", "2026-W01"],
  ["2026-12-31", "2026-W53"],
  ["2027-01-03", "2026-W53"],
  ["2027-01-04", "2027-W01"],
])("puts %s in the ISO week %s", (day, week) => {
  expect(isoWeekOf(day)).toBe(week);
});

it.each([
  ["2025-W46", { start: "2025-11-10", end: "2025-11-17", label: "2025-W46" }],
  ["2026-W01", { start: "2025-12-29", end: "2026-01-05", label: "2026-W01" }],
  ["2026-W53", { start: "2026-12-28", end: "2027-01-04", label: "2026-W53" }],
  ["2025-W53", undefined],
  ["2025-W60", undefined],
  ["2025-W00", undefined],
  ["0000-W10", undefined],
  ["2025-W1", undefined],
  ["2025-46", undefined],
  ["", undefined],
])("reads the week %j", (text, bucket) => {
  expect(parseIsoWeek(text)).toEqual(bucket);
});

it.each<[TimeGrain, object]>([
  ["DAY", { start: "2025-11-14", end: "2025-11-15", label: "2025-11-14" }],
  ["WEEK", { start: "2025-11-10", end: "2025-11-17", label: "2025-W46" }],
  ["MONTH", { start: "2025-11-01", end: "2025-12-01", label: "2025-11" }],
  ["QUARTER", { start: "2025-10-01", end: "2026-01-01", label: "2025-Q4" }],
  ["YEAR", { start: "2025-01-01", end: "2026-01-01", label: "2025" }],
])("gives the %s of 14 November 2025", (grain, bucket) => {
  expect(bucketOf("2025-11-14", grain)).toEqual(bucket);
});

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays("1970-01-01", days));
const anyGrain = fc.constantFrom<TimeGrain>("DAY", "WEEK", "MONTH", "QUARTER", "YEAR");

it("cuts any range into buckets that touch, cover it, and hold their own days", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 500 }), anyGrain, (from, days, grain) => {
      const to = addDays(from, days);
      const buckets = bucketsBetween(from, to, grain);
      buckets.slice(1).forEach((bucket, at) => {
        expect(bucket.start).toBe(buckets[at]?.end);
      });
      expect(buckets[0]?.start.localeCompare(from)).not.toBe(1);
      expect(buckets.at(-1)?.end.localeCompare(to)).toBe(1);
      expect(buckets.map(({ start }) => bucketOf(start, grain))).toEqual(buckets);
      expect(buckets.map(({ end }) => bucketOf(addDays(end, -1), grain))).toEqual(buckets);
    }),
  );
});

it("refuses a range that ends before it starts, and one of too many steps", () => {
  expect(() => bucketsBetween("2025-11-15", "2025-11-14", "DAY")).toThrow(
    "from: expected a day no later than to; got 2025-11-15 and 2025-11-14.",
  );
  expect(() => bucketsBetween("1900-01-01", "2100-01-01", "DAY")).toThrow(
    `to: expected at most ${maxBuckets} steps`,
  );
});
