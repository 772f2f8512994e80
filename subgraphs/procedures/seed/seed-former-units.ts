import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { FormerUnitRow } from "../administrative-unit/former-unit-row";

const row = z.object({ code: z.string().regex(/^\d{5}$/), name_vi: z.string(), successor_codes: z.string() });

/** This sector's copy of the 526 former units, which infrastructure owns. */
export const seedFormerUnits: Seed = {
  name: "former-units",
  run: async ({ database }) => {
    const rows = readCsv(fromRoot("subgraphs/procedures/seed/data/former-units.csv"), row);
    await database.repository(FormerUnitRow).insert(
      rows.map(({ code, ...one }) => ({
        code,
        nameVi: one.name_vi,
        successorCodes: one.successor_codes.split(";"),
      })),
    );
  },
};
