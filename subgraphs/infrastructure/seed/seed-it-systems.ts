import type { Seed } from "../../../shared/database/seed";
import { ITSystem } from "../it-system/it-system";
import { generateSystems } from "./generate-it-systems";
import { readAuthorities, readOrganizations } from "./seed-organizations";

/** The demonstration systems: 620 whatever the scale, for 409 migrated ones must be among them. */
export const seedITSystems: Seed = {
  name: "it-systems",
  run: async ({ database }) => {
    const bodies = readOrganizations().filter(({ kind }) => kind !== "CITY");
    await database.repository(ITSystem).insert(generateSystems([...bodies, ...readAuthorities()]));
  },
};
