import "reflect-metadata";
import fc from "fast-check";
import { measuredDays, withDecimals } from "./compute-months";

it.each([
  ["0.7", 3, "0.700"],
  ["0.70", 1, "0.70"],
  ["5", 0, "5"],
  ["5", 2, "5.00"],
  ["-0.5", 2, "-0.50"],
])("%s with %d decimals is %s", (value, decimals, expected) => {
  expect(withDecimals(value, decimals)).toBe(expected);
});

it.each([
  ["a period under way", "2025-10-01", "2025-12-31", "2025-11-14", 14, "2024-10-31", "2025-11-14"],
  ["a period that is over", "2025-01-01", "2025-03-31", "2025-11-14", 15, "2024-01-31", "2025-03-31"],
  ["a period to come", "2026-01-01", "2026-12-31", "2025-11-14", 13, "2024-11-30", "2025-11-14"],
])(
  "%s is measured at the ends of its months and of the year before",
  (_, periodStart, periodEnd, now, count, first, last) => {
    const days = measuredDays({ periodStart, periodEnd }, now);
    expect([days.length, days[0], days.at(-1)]).toEqual([count, first, last]);
  },
);

it("is never measured on a day to come, nor twice on one", () => {
  const day = fc.date({ min: new Date("2024-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(day, day, day, (one, other, third) => {
      const [periodStart = "", periodEnd = ""] = [one, other]
        .map((d) => d.toISOString().slice(0, 10))
        .toSorted();
      const now = third.toISOString().slice(0, 10);
      const days = measuredDays({ periodStart, periodEnd }, now);
      expect(days).toEqual([...new Set(days)].toSorted());
      expect(days.at(-1)).toBe([periodEnd, now].toSorted()[0]);
    }),
  );
});
