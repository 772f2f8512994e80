import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { ReadinessAssessment } from "../unit-readiness/readiness-assessment";
import { generateReadiness } from "./generate-readiness";
import { readUnits } from "./seed-administrative-units";

/** Synthetic assessments of all units, whatever the scale: there are 126. */
export const seedReadiness: Seed = {
  name: "readiness",
  run: async ({ database }) => {
    const units = readUnits().map((unit) => unit.code);
    await database.repository(ReadinessAssessment).insert(generateReadiness(units, readUnconnected()));
  },
};

/** The units whose service point is not connected, as the procedures sector has it. */
function readUnconnected(): Set<string> {
  const row = z.object({ unit_code: z.string() });
  const rows = readCsv(fromRoot("subgraphs/infrastructure/seed/data/unconnected-units.csv"), row);
  return new Set(rows.map((one) => one.unit_code));
}
