import type { Coverage5G } from "./coverage-5g";
import { type MonthRange, monthsOf } from "./month";

/** One coverage for every month of a range: the measured one, or an empty one where nobody reported it. */
export function fillMonths(unitCode: string, range: MonthRange, measured: Coverage5G[]): Coverage5G[] {
  const byMonth = new Map(measured.map((coverage) => [coverage.month, coverage]));
  return monthsOf(range).map(
    (month) =>
      byMonth.get(month) ?? {
        month,
        unit: { code: unitCode },
        stations: null,
        populationCovered: null,
        populationShare: null,
        origin: null,
      },
  );
}
