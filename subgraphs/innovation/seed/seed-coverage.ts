import type { Seed } from "../../../shared/database/seed";
import { Coverage5GMeasurement } from "../coverage-5g/coverage-5g-measurement";
import { generateCoverage } from "./generate-coverage";
import { readUnits } from "./read-units";

/** Generated 5G coverage of the 126 units, whatever the scale: that is how many the city has. */
export const seedCoverage: Seed = {
  name: "coverage-5g",
  run: async ({ database }) => {
    const rows = generateCoverage(
      readUnits().map(({ area_km2: areaKm2, ...unit }) => ({ ...unit, areaKm2 })),
    );
    await database.repository(Coverage5GMeasurement).insert(rows);
  },
};
