import type { Seed } from "../../../shared/database/seed";
import { tellToday } from "../../../shared/history/tell-today";
import { ITSystem } from "../it-system/it-system";
import { generateSystems } from "./generate-it-systems";
import { readAuthorities, readOrganizations } from "./seed-organizations";

/** The demonstration systems: 620 whatever the scale, for 409 migrated ones must be among them. */
export const seedITSystems: Seed = {
  name: "it-systems",
  run: async ({ database }) => {
    // Before the first of the days on which they moved, which the systems themselves say.
    await tellToday(database, "2025-01-01");
    const bodies = readOrganizations().filter(({ kind }) => kind !== "CITY");
    await database.repository(ITSystem).insert(generateSystems([...bodies, ...readAuthorities()]));
  },
};
