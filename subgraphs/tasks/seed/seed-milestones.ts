import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Milestone, MilestoneLead, MilestonePlan } from "../milestone/milestone";
import { codesCell } from "./sourced-row";

const milestoneRow = z.object({
  code: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  lead_organization_codes: codesCell,
  planned_start: z.iso.date().nullable(),
  planned_end: z.iso.date().nullable(),
  planned_in_words: z.string().nullable(),
  source_id: z.string().nullable(),
  said_on: z.iso.date().nullable(),
  reached_on: z.iso.date().nullable(),
  reached_source_id: z.string().nullable(),
  programme_code: z.string().nullable(),
});

/**
 * The published milestones. A code on several lines was published with several dates; a line without a source of its
 * plan was published only when it was reached.
 */
export const seedMilestones: Seed = {
  name: "milestones",
  run: async ({ database }) => {
    const rows = readCsv(fromRoot("subgraphs/tasks/seed/data/milestones.csv"), milestoneRow);
    const first = [...new Map(rows.toReversed().map((row) => [row.code, row])).values()].toReversed();
    await database.repository(Milestone).insert(
      first.map(({ code, name_vi: nameVi, name_en: nameEn, ...row }) => ({
        code,
        nameVi,
        nameEn,
        reachedOn: row.reached_on,
        reachedOrigin: row.reached_on === null ? null : DataOrigin.PUBLISHED,
        reachedSourceId: row.reached_source_id,
        programmeCode: row.programme_code,
      })),
    );
    await database
      .repository(MilestoneLead)
      .insert(
        first.flatMap(({ code, lead_organization_codes: leads }) =>
          leads.map((organizationCode) => ({ milestoneCode: code, organizationCode })),
        ),
      );
    await database.repository(MilestonePlan).insert(
      rows.flatMap(({ code: milestoneCode, source_id: sourceId, ...row }) =>
        sourceId === null
          ? []
          : {
              milestoneCode,
              plannedStart: row.planned_start,
              plannedEnd: row.planned_end,
              plannedInWords: row.planned_in_words,
              sourceId,
              saidOn: row.said_on,
            },
      ),
    );
  },
};
