import { z } from "zod";
import { fromRoot } from "../../base/project/project-root";
import { readCsv } from "../../database/read-csv";
import type { Seed } from "../../database/seed";
import { Inference } from "./inference";

const row = z.object({
  subject: z.string(),
  key: z.string(),
  field: z.string(),
  inferred_by: z.string(),
  reason: z.string(),
});

/** What was inferred of a subgraph's published rows, from `seed/data/inferences.csv` of its folder. */
export function seedInferences(subgraph: string): Seed {
  return {
    name: "inferences",
    run: async ({ database }) => {
      const rows = readCsv(fromRoot("subgraphs", subgraph, "seed", "data", "inferences.csv"), row);
      await database
        .repository(Inference)
        .insert(rows.map(({ inferred_by: inferredBy, ...one }) => ({ ...one, inferredBy })));
    },
  };
}
