import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Platform } from "../platform/platform";
import { firstDay } from "./catalogue/first-day";

const platformRow = z.object({
  code: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  description_vi: z.string(),
  description_en: z.string(),
  milestone_code: z.string().nullable(),
  source_id: z.string(),
});

/** The platforms that public documents name. Owners, launch days and figures were not published: they stay null. */
export const seedPlatforms: Seed = {
  name: "platforms",
  run: async ({ database }) => {
    const rows = readCsv(fromRoot("subgraphs/infrastructure/seed/data/platforms.csv"), platformRow);
    await setTransactionDay(database, firstDay);
    await database.repository(Platform).insert(
      rows.map(({ code, milestone_code: milestoneCode, source_id: sourceId, ...row }) => ({
        code,
        nameVi: row.name_vi,
        nameEn: row.name_en,
        descriptionVi: row.description_vi,
        descriptionEn: row.description_en,
        milestoneCode,
        sourceId,
        origin: DataOrigin.PUBLISHED,
      })),
    );
  },
};
