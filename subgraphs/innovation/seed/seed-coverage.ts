import { addDays, type CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { Seed } from "../../../shared/database/seed";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import { readUnits } from "../../common/unit/read-units";
import { Coverage5GMeasurement } from "../coverage-5g/coverage-5g-measurement";
import { generateCoverage } from "./generate-coverage";

/** Generated 5G coverage of the 126 units, whatever the scale: that is how many the city has. */
export const seedCoverage: Seed = {
  name: "coverage-5g",
  run: async ({ database }) => {
    const rows = generateCoverage(
      readUnits().map(({ areaKm2, ...unit }) => ({ ...unit, areaKm2: Number(areaKm2) })),
    );
    for (const month of new Set(rows.map((row) => row.month))) {
      await setTransactionDay(database, reportedOn(month));
      await database.repository(Coverage5GMeasurement).insert(rows.filter((row) => row.month === month));
    }
  },
};

/** The day of the demonstration. */
const lastDay: CalendarDay = "2025-11-14";

/** A month is reported when it is over; that of the demonstration up to its day. */
function reportedOn(month: CalendarDay): CalendarDay {
  const nextMonth = `${addDays(month, 31).slice(0, 7)}-01`;
  const isOver = nextMonth <= lastDay;
  return isOver ? nextMonth : lastDay;
}
