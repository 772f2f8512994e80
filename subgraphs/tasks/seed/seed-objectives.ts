import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { KeyResult } from "../key-result/key-result";
import { Objective } from "../objective/objective";
import { publishedColumns, published as publishedParts } from "./sourced-row";

const row = z.object({
  objective_code: z.string(),
  objective_title: z.string(),
  organization_code: z.string(),
  period_start: z.iso.date(),
  period_end: z.iso.date(),
  key_result_code: z.string(),
  key_result_title: z.string(),
  indicator_code: z.string(),
  baseline: z.string().nullable(),
  target: z.string(),
  /** Open tasks of the demonstration whose title has these words serve it. */
  task_words: z.string().nullable(),
});

const publishedRow = z.object({
  ...publishedColumns,
  code: z.string(),
  title: z.string(),
  organization_code: z.string(),
  period_start: z.iso.date(),
  period_end: z.iso.date(),
});

/**
 * Objectives that the plan names, without a key result, and objectives of the demonstration. The targets of the
 * latter are the published ones of the indicators that they point at; that the city sorts them into these objectives
 * is made up, so the rows are synthetic.
 */
export const seedObjectives: Seed = {
  name: "objectives",
  run: async ({ database, clock }) => {
    const rows = readCsv(fromRoot("subgraphs/tasks/seed/data/objectives.csv"), row);
    const written = { origin: DataOrigin.SYNTHETIC, changedAt: clock.now() };
    const objectives = new Map(rows.map((one) => [one.objective_code, one]));
    await database.repository(Objective).insert(
      [...objectives.values()].map((one) => ({
        code: one.objective_code,
        title: one.objective_title,
        organizationCode: one.organization_code,
        periodStart: one.period_start,
        periodEnd: one.period_end,
        ...written,
      })),
    );
    const published = readCsv(fromRoot("subgraphs/tasks/seed/data/published-objectives.csv"), publishedRow);
    await database.repository(Objective).insert(
      published.map(({ code, title, ...one }) => ({
        code,
        title,
        organizationCode: one.organization_code,
        periodStart: one.period_start,
        periodEnd: one.period_end,
        changedAt: clock.now(),
        ...publishedParts(one),
      })),
    );
    await database.repository(KeyResult).insert(
      rows.map(({ key_result_code: code, key_result_title: title, baseline, target, ...one }) => ({
        code,
        title,
        objectiveCode: one.objective_code,
        indicatorCode: one.indicator_code,
        baseline,
        target,
        ...written,
      })),
    );
  },
};
