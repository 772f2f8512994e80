import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { IndicatorRow } from "../indicator/indicator-row";
import { SourceDocumentRow } from "../source-document/source-document-row";

/** The sources and indicators that rows of this sector may name. Owned by the innovation subgraph. */
export const seedReferences: Seed = {
  name: "references",
  run: async ({ database }) => {
    const sources = readCsv(fromRoot("subgraphs/tasks/seed/data/sources.csv"), z.object({ id: z.string() }));
    await database.repository(SourceDocumentRow).insert(sources);
    const indicators = readCsv(
      fromRoot("subgraphs/tasks/seed/data/indicators.csv"),
      z.object({ code: z.string(), decimals: z.coerce.number().int() }),
    );
    await database.repository(IndicatorRow).insert(indicators);
  },
};
