import sql from "sql-template-tag";
import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import type { Database } from "../../../shared/database/database";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Bottleneck, BottleneckKind, BottleneckOrganization } from "../bottleneck/bottleneck";
import { codesCell } from "./sourced-row";

const bottleneckRow = z.object({
  code: z.string(),
  kind: z.enum(BottleneckKind),
  title_vi: z.string(),
  title_en: z.string(),
  description: z.string().nullable(),
  organization_codes: codesCell,
  opened_on: z.iso.date(),
  resolved_on: z.iso.date().nullable(),
  /** Open tasks whose title has these words are held up by it: an invention, so of synthetic rows only. */
  words: z.string().nullable(),
  origin: z.enum(DataOrigin),
  source_id: z.string().nullable(),
  said_on: z.iso.date().nullable(),
});

/** What the city published as bottlenecks and limitations, and those of the demonstration. */
export const seedBottlenecks: Seed = {
  name: "bottlenecks",
  run: async ({ database }) => {
    const rows = readCsv(fromRoot("subgraphs/tasks/seed/data/bottlenecks.csv"), bottleneckRow);
    await database.repository(Bottleneck).insert(
      rows.map(({ code, kind, description, origin, ...row }) => ({
        code,
        kind,
        titleVi: row.title_vi,
        titleEn: row.title_en,
        description,
        openedOn: row.opened_on,
        resolvedOn: row.resolved_on,
        origin,
        sourceId: row.source_id,
        saidOn: row.said_on,
      })),
    );
    await database
      .repository(BottleneckOrganization)
      .insert(
        rows.flatMap(({ code, organization_codes: organizations }) =>
          organizations.map((organizationCode) => ({ bottleneckCode: code, organizationCode })),
        ),
      );
    for (const { code, words } of rows) if (words !== null) await tieTasks(database, code, words);
  },
};

async function tieTasks(database: Database, code: string, words: string): Promise<void> {
  await database.rows(sql`
    INSERT INTO bottleneck_task (bottleneck_code, task_id)
    SELECT ${code}, id FROM task
    WHERE completed_on IS NULL AND origin = 'SYNTHETIC' AND search_text(title) LIKE '%' || search_text(${words}) || '%'`);
}
