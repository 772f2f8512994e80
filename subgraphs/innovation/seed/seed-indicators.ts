import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { Indicator } from "../indicator/indicator";

const indicatorRow = z.object({
  code: z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/),
  sector: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  definition_vi: z.string(),
  definition_en: z.string(),
  unit: z.string(),
  decimals: z.coerce.number().int(),
  higher_is_better: z
    .enum(["true", "false"])
    .nullable()
    .transform((text) => (text === null ? null : text === "true")),
  responsible_organization_code: z.string(),
});

/** Every indicator that something was published about; the Vietnamese names are translations of ours. */
export const seedIndicators: Seed = {
  name: "indicators",
  run: async ({ database }) => {
    const rows = readCsv(fromRoot("subgraphs/innovation/seed/data/indicators.csv"), indicatorRow);
    await database.repository(Indicator).insert(
      rows.map(({ code, sector, unit, decimals, ...row }) => ({
        code,
        nameVi: row.name_vi,
        nameEn: row.name_en,
        definitionVi: row.definition_vi,
        definitionEn: row.definition_en,
        sectorCode: sector,
        unit,
        decimals,
        higherIsBetter: row.higher_is_better,
        responsibleOrganizationCode: row.responsible_organization_code,
      })),
    );
  },
};
