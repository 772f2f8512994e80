import { z } from "zod";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { tellToday } from "../../../shared/history/tell-today";
import { fromRoot } from "../../../shared/project/project-root";
import { ComponentResult } from "../composite-index/component-result";
import { CompositeIndex } from "../composite-index/composite-index";
import { IndexComponent } from "../composite-index/index-component";
import { IndexEdition } from "../composite-index/index-edition";
import { IndexPillar } from "../composite-index/index-pillar";
import { generateResults } from "./generate-index-results";

const pillarRow = z.object({
  code: z.string(),
  index_code: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  input: z.enum(["true", "false"]).transform((text) => text === "true"),
  /** That the 52 components spread over the pillars like this is assumed; only their number is public. */
  components: z.coerce.number().int(),
});

const indices: CompositeIndex[] = [
  {
    code: "DTI",
    nameVi: "Chỉ số chuyển đổi số cấp tỉnh",
    nameEn: "Provincial Digital Transformation Index",
    rankIndicatorCode: "dti.rank",
  },
  {
    code: "PII",
    nameVi: "Chỉ số đổi mới sáng tạo cấp địa phương",
    nameEn: "Provincial Innovation Index",
    rankIndicatorCode: "pii.rank",
  },
];

/**
 * 63 provinces were ranked to 2024, 34 after. The edition of 2024 is there to show that its ranks are of another
 * field; nothing was published about it here, so it is generated as a whole. The rank that is published of the DTI
 * names no edition: that it is the one of the year in which it was published is assumed.
 */
const editions: IndexEdition[] = [
  { indexCode: "PII", year: 2024, fieldSize: 63, score: null, origin: DataOrigin.SYNTHETIC },
  { indexCode: "PII", year: 2025, fieldSize: 34, score: null, origin: DataOrigin.PUBLISHED },
  { indexCode: "DTI", year: 2025, fieldSize: 34, score: null, origin: DataOrigin.PUBLISHED },
];

/** When the edition of 2024 was published is assumed; the Ministry of Science and Technology published that of 2025. */
const results = [
  { indexCode: "PII", year: 2024, fieldSize: 63, rankedFirst: 12, knownFrom: "2025-01-01" },
  { indexCode: "PII", year: 2025, fieldSize: 34, rankedFirst: 18, knownFrom: "2025-10-01" },
];

/** The composite indices with their pillars and components, and generated results. */
export const seedIndices: Seed = {
  name: "composite-indices",
  run: async ({ database }) => {
    const pillars = readCsv(fromRoot("subgraphs/innovation/seed/index-pillars.csv"), pillarRow);
    const components = pillars
      .flatMap(({ code, components: count }) => Array.from({ length: count }, () => code))
      .map((pillarCode, at) => ({
        code: `PII-C${String(at + 1).padStart(2, "0")}`,
        pillarCode,
        nameVi: null,
        nameEn: null,
        origin: DataOrigin.SYNTHETIC,
      }));
    const codes = components.map(({ code }) => code);
    await database.repository(CompositeIndex).insert(indices);
    await database.repository(IndexPillar).insert(
      pillars.map(({ code, input, ...pillar }) => ({
        code,
        input,
        indexCode: pillar.index_code,
        nameVi: pillar.name_vi,
        nameEn: pillar.name_en,
      })),
    );
    await database.repository(IndexComponent).insert(components);
    await database.repository(IndexEdition).insert(editions);
    for (const { knownFrom, ...edition } of results) {
      await tellToday(database, knownFrom);
      await database.repository(ComponentResult).insert(generateResults(codes, edition));
    }
  },
};
