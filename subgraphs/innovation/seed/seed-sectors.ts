import type { Seed } from "../../../shared/database/seed";
import { readSectors } from "../../common/sector/read-sectors";
import { Sector } from "../sector/sector";

/** The sectors of the checkout. One that joins a graph which runs already is recorded: `recordSector`. */
export const seedSectors: Seed = {
  name: "sectors",
  run: async ({ database }) => {
    await database.repository(Sector).insert(
      readSectors().map(({ name, vi, en, organization }) => ({
        code: name,
        nameVi: vi,
        nameEn: en,
        organizationCode: organization,
      })),
    );
  },
};
