import type { Seed } from "../../../shared/database/seed";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import { readOrganizations } from "../../common/organization/read-organizations";
import { ITSystem } from "../it-system/it-system";
import { generateSystems } from "./catalogue/generate-it-systems";
import { readAuthorities } from "./seed-organizations";

/** Bodies of which no system is known: the city as a whole, and those that the reports only name. */
export const withoutSystems: readonly string[] = [
  "CITY",
  "CENTRAL_BODY",
  "PARTY_COMMITTEE",
  "SOCIO_POLITICAL_ORGANIZATION",
];

/** The demonstration systems: 620 whatever the scale, for 409 migrated ones must be among them. */
export const seedITSystems: Seed = {
  name: "it-systems",
  run: async ({ database }) => {
    // Before the first of the days on which they moved, which the systems themselves say.
    await setTransactionDay(database, "2025-01-01");
    const bodies = readOrganizations().filter(({ kind }) => !withoutSystems.includes(kind));
    await database.repository(ITSystem).insert(generateSystems([...bodies, ...readAuthorities()]));
  },
};
