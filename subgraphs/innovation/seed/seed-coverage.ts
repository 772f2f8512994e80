import { z } from "zod";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { fromRoot } from "../../../shared/project/project-root";
import { Coverage5GMeasurement } from "../coverage-5g/coverage-5g-measurement";
import { generateCoverage } from "./generate-coverage";

const unitRow = z.object({
  code: z.string().length(5),
  kind: z.enum(["WARD", "COMMUNE"]),
  area_km2: z.coerce.number().positive(),
  population: z.coerce.number().int().positive(),
});

/** Generated 5G coverage of the 126 units, whatever the scale: that is how many the city has. */
export const seedCoverage: Seed = {
  name: "coverage-5g",
  run: async ({ database }) => {
    const units = readCsv(fromRoot("subgraphs/innovation/seed/units.csv"), unitRow);
    const rows = generateCoverage(units.map(({ area_km2: areaKm2, ...unit }) => ({ ...unit, areaKm2 })));
    await database.repository(Coverage5GMeasurement).insert(rows);
  },
};
