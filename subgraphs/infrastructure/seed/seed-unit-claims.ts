import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { UnitClaim, UnitFact } from "../administrative-unit/unit-claim";

const row = z.object({
  unit_code: z.string(),
  fact: z.enum(UnitFact),
  source_id: z.string(),
  value: z.string(),
  said_on: z.string().nullable(),
  note: z.string().nullable(),
});

/** What public documents say of the units, the same as the list that the graph goes by or otherwise. */
export const seedUnitClaims: Seed = {
  name: "unit-claims",
  run: async ({ database }) => {
    const rows = readCsv(fromRoot("subgraphs/infrastructure/seed/data/unit-claims.csv"), row);
    await database.repository(UnitClaim).insert(
      rows.map(({ unit_code: unitCode, source_id: sourceId, said_on: saidOn, ...claim }) => ({
        unitCode,
        sourceId,
        saidOn,
        ...claim,
      })),
    );
  },
};
