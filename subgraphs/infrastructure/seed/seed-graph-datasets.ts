import { z } from "zod";
import { startOf } from "../../../shared/base/clock/calendar-day";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Dataset } from "../dataset/dataset";
import { AccessLevel, UpdateFrequency } from "../dataset/dataset-enums";
import { findOwnSources } from "../graph-data/graph-data.queries";
import { firstDay } from "./catalogue/first-day";

const graphDatasetRow = z.object({
  source: z.string(),
  title: z.string(),
  description: z.string(),
  publisher: z.string(),
  theme: z.string(),
  keywords: z.string(),
  frequency: z.enum(UpdateFrequency),
  query: z.string(),
});

/**
 * When the data of another sector was last changed is not known here until `recordGraphData` records it. Until then
 * an entry says the day on which the two-tier model began, so that it does not pass for live.
 */
const unknownChange = startOf(firstDay);

/** Entries for the data of this graph itself. SYNTHETIC, for so is nearly all that they lead to. */
export const seedGraphDatasets: Seed = {
  name: "graph-datasets",
  run: async ({ database, clock }) => {
    const rows = readCsv(fromRoot("subgraphs/infrastructure/seed/data/graph-datasets.csv"), graphDatasetRow);
    const own = new Map(
      (await findOwnSources(database, clock.now())).map(({ name, changedAt }) => [name, changedAt]),
    );
    await database.repository(Dataset).insert(
      rows.map(({ source, publisher, keywords, query, ...row }) => ({
        ...row,
        publisherCode: publisher,
        keywords: keywords.split(";"),
        modifiedAt: own.get(source) ?? unknownChange,
        license: "CC0-1.0",
        issuedOn: firstDay,
        accessLevel: AccessLevel.OPEN,
        onOpenDataPortal: false,
        systemCode: null,
        graphSource: source,
        graphQuery: query,
        origin: DataOrigin.SYNTHETIC,
      })),
    );
  },
};
