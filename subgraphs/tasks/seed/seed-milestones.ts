import { z } from "zod";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { fromRoot } from "../../../shared/project/project-root";
import { Milestone, MilestoneLead, MilestonePlan } from "../milestone/milestone";

const milestoneRow = z.object({
  code: z.string(),
  name_en: z.string(),
  lead_organization_codes: z.string(),
  planned_start: z.iso.date().nullable(),
  planned_end: z.iso.date().nullable(),
  source_id: z.string(),
});

/** The published milestones. A code that stands on several lines was published with several dates. */
export const seedMilestones: Seed = {
  name: "milestones",
  run: async ({ database }) => {
    const rows = readCsv(fromRoot("subgraphs/tasks/seed/milestones.csv"), milestoneRow);
    const first = [...new Map(rows.toReversed().map((row) => [row.code, row])).values()].toReversed();
    await database
      .repository(Milestone)
      .insert(first.map(({ code, name_en: name }) => ({ code, name, reachedOn: null })));
    await database
      .repository(MilestoneLead)
      .insert(
        first.flatMap(({ code, lead_organization_codes: leads }) =>
          leads.split(";").map((organizationCode) => ({ milestoneCode: code, organizationCode })),
        ),
      );
    await database.repository(MilestonePlan).insert(
      rows.map((row) => ({
        milestoneCode: row.code,
        plannedStart: row.planned_start,
        plannedEnd: row.planned_end,
        sourceId: row.source_id,
      })),
    );
  },
};
