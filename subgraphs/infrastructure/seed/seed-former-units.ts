import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { FormerUnit, FormerUnitKind } from "../former-unit/former-unit";

const row = z.object({
  code: z.string().regex(/^\d{5}$/),
  name_vi: z.string(),
  name_en: z.string(),
  kind: z.enum(FormerUnitKind),
  district_vi: z.string(),
  successor_codes: z.string(),
});

/** The 526 former units, 327 whole and 199 split, as the package vietnamadminunits 1.0.4 (MIT) has them. */
export const seedFormerUnits: Seed = {
  name: "former-units",
  run: async ({ database }) => {
    const rows = readCsv(fromRoot("subgraphs/infrastructure/seed/data/former-units.csv"), row);
    await database.repository(FormerUnit).insert(
      rows.map(({ code, kind, name_vi, name_en, district_vi: district, successor_codes }) => ({
        code,
        kind,
        district,
        nameVi: name_vi,
        nameEn: name_en,
        successorCodes: successor_codes.split(";"),
      })),
    );
  },
};
