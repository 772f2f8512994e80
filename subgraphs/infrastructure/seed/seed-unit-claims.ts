import { z } from "zod";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { fromRoot } from "../../../shared/project/project-root";
import { UnitClaim, UnitFact } from "../administrative-unit/unit-claim";

const row = z.object({
  unit_code: z.string(),
  fact: z.enum(UnitFact),
  source_id: z.string(),
  value: z.string(),
  note: z.string().nullable(),
});

/** Where public documents say otherwise of a unit than the list that the graph goes by. */
export const seedUnitClaims: Seed = {
  name: "unit-claims",
  run: async ({ database }) => {
    const rows = readCsv(fromRoot("subgraphs/infrastructure/seed/unit-claims.csv"), row);
    await database.repository(UnitClaim).insert(
      rows.map(({ unit_code: unitCode, source_id: sourceId, ...claim }) => ({
        unitCode,
        sourceId,
        ...claim,
      })),
    );
  },
};
