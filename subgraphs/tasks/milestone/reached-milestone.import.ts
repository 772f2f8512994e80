import sql from "sql-template-tag";
import { textColumn } from "../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../shared/import/columns/time-columns";
import {
  defineImport,
  type ImportCounts,
  type StagedRows,
} from "../../../shared/import/definition/import-definition";
import { knownKey } from "../../../shared/import/keys/known-key";

/** That milestones were reached: by a document where one is named, and by their owners otherwise. */
export const importReachedMilestones = defineImport({
  name: "reached-milestones",
  description:
    "Milestones that were reached, with the day and, where there is one, the document that says so.",
  columns: {
    milestone: textColumn({
      header: { en: "Milestone", vi: "Mã cột mốc" },
      required: true,
      example: "data-opening",
      explanation: "Code of the milestone.",
    }),
    reached_on: dayColumn({
      header: { en: "Reached on", vi: "Ngày đạt" },
      required: true,
      example: "14/11/2025",
      explanation: "Day it was reached.",
    }),
    source: textColumn({
      header: { en: "Source", vi: "Mã nguồn" },
      example: "vietnamplus-2025-11-14",
      explanation: "Code of the document that says so; empty when its owner reports it.",
    }),
  },
  key: ["milestone"],
  checkRow: ({ reached_on: day }, { today }) =>
    day !== null && day > today ? [{ column: "reached_on", expected: `a day up to today, ${today}` }] : [],
  checks: [
    knownKey({ column: "milestone", isIn: "milestone.code", expected: "the code of a known milestone" }),
    knownKey({ column: "source", isIn: "source_document.id", expected: "the id of a known source" }),
  ],
  apply: applyReached,
});

async function applyReached({ database, table }: StagedRows): Promise<ImportCounts> {
  return database.row<ImportCounts>(sql`
    WITH wanted AS (
      SELECT milestone, reached_on, source,
        (CASE WHEN source IS NULL THEN 'REPORTED' ELSE 'PUBLISHED' END)::data_origin AS origin FROM ${table}
    ), changed AS (
      UPDATE milestone m SET reached_on = w.reached_on, reached_origin = w.origin, reached_source_id = w.source
      FROM wanted w WHERE w.milestone = m.code
        AND (m.reached_on, m.reached_origin, m.reached_source_id) IS DISTINCT FROM (w.reached_on, w.origin, w.source)
      RETURNING m.code)
    SELECT 0 AS inserted, (SELECT count(*)::int FROM changed) AS changed,
      (SELECT count(*)::int FROM wanted) - (SELECT count(*)::int FROM changed) AS unchanged`);
}
