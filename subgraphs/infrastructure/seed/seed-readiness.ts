import type { Seed } from "../../../shared/database/seed";
import { readUnconnectedUnits } from "../../common/unit/read-unconnected-units";
import { readUnits } from "../../common/unit/read-units";
import { ReadinessAssessment } from "../unit-readiness/readiness-assessment";
import { generateReadiness } from "./generate-readiness";

/** Synthetic assessments of all units, whatever the scale: there are 126. */
export const seedReadiness: Seed = {
  name: "readiness",
  run: async ({ database }) => {
    const units = readUnits().map((unit) => unit.code);
    await database.repository(ReadinessAssessment).insert(generateReadiness(units, readUnconnectedUnits()));
  },
};
