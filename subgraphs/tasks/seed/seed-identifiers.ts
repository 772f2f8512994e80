import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { Organization } from "../organization/organization";

const row = z.object({
  organization_code: z.string(),
  electronic_identifier: z.string(),
  source_id: z.string(),
});

/** The electronic identifiers that a public document states. The city's own list was not found in public. */
export const seedIdentifiers: Seed = {
  name: "organization-identifiers",
  run: async ({ database }) => {
    for (const one of readCsv(fromRoot("subgraphs/tasks/seed/data/organization-identifiers.csv"), row)) {
      const values = { electronicIdentifier: one.electronic_identifier, identifierSourceId: one.source_id };
      await database.repository(Organization).update({ code: one.organization_code }, values);
    }
  },
};
