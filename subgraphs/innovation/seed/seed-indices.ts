import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
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
  input: z
    .enum(["true", "false"])
    .nullable()
    .transform((text) => (text === null ? null : text === "true")),
  /** That the 52 components spread over the pillars like this is assumed; only their number is public. */
  components: z.coerce.number().int(),
});

const editionRow = z.object({
  index_code: z.string(),
  year: z.coerce.number().int(),
  field_size: z.coerce.number().int(),
  score: z.coerce.number().nullable(),
  score_source_id: z.string().nullable(),
});

const indices: CompositeIndex[] = [
  {
    code: "DTI",
    nameVi: "Chỉ số chuyển đổi số cấp tỉnh",
    nameEn: "Provincial Digital Transformation Index",
    rankIndicatorCode: "dti.rank",
    groupCount: 8,
    componentCount: 47,
    structureSourceId: "nhandan-2025-10-21",
  },
  {
    code: "PII",
    nameVi: "Chỉ số đổi mới sáng tạo cấp địa phương",
    nameEn: "Provincial Innovation Index",
    rankIndicatorCode: "pii.rank",
    groupCount: 18,
    componentCount: 52,
    structureSourceId: "vneconomy-2025-10-01",
  },
];

/** When the Ministry of Science and Technology published the edition of 2025. */
const resultsKnownFrom = "2025-10-01";

/**
 * The composite indices with their pillars, components and published editions: 63 provinces were ranked to 2024 in the
 * PII, 34 after. The DTI names an edition after the year that it is about and not that of its publication. Only for
 * the PII of 2025 are there results of components, generated: of the others too little is public.
 */
export const seedIndices: Seed = {
  name: "composite-indices",
  run: async ({ database }) => {
    const pillars = readCsv(fromRoot("subgraphs/innovation/seed/data/index-pillars.csv"), pillarRow);
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
    const editions = readCsv(fromRoot("subgraphs/innovation/seed/data/index-editions.csv"), editionRow);
    await database.repository(IndexEdition).insert(
      editions.map(({ year, score, ...edition }) => ({
        indexCode: edition.index_code,
        year,
        fieldSize: edition.field_size,
        score,
        scoreSourceId: edition.score_source_id,
        origin: DataOrigin.PUBLISHED,
      })),
    );
    await setTransactionDay(database, resultsKnownFrom);
    await database
      .repository(ComponentResult)
      .insert(generateResults(codes, { indexCode: "PII", year: 2025, fieldSize: 34, rankedFirst: 18 }));
  },
};
