import type { Seed } from "../../../shared/database/seed";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import { readUnits } from "../../common/unit/read-units";
import { Application } from "../application/application";
import { UnitApplication } from "../application/unit-application";
import { firstDay } from "./catalogue/first-day";
import { generateApplications } from "./catalogue/generate-applications";

/** The demonstration applications of all units, whatever the scale: there are 126. */
export const seedApplications: Seed = {
  name: "applications",
  run: async ({ database }) => {
    await setTransactionDay(database, firstDay);
    const { applications, uses } = generateApplications(readUnits().map(({ code }) => code));
    await database.repository(Application).insert(applications);
    await database.repository(UnitApplication).insert(uses);
  },
};
