import sql from "sql-template-tag";
import { textColumn } from "../../../shared/import/columns/text-columns";
import {
  defineImport,
  type ImportCounts,
  type StagedRows,
} from "../../../shared/import/definition/import-definition";

/** Sources that facts of this sector may cite, once innovation, which owns them, has recorded them. */
export const importKnownSources = defineImport({
  name: "known-sources",
  description: "Ids of sources that innovation has recorded, so that facts of this sector may cite them.",
  columns: {
    id: textColumn({
      header: { en: "Id", vi: "Mã nguồn" },
      required: true,
      example: "hanoimoi-2025-11-10",
      explanation: "Key of the document, as innovation has it.",
      maxLength: 80,
      pattern: {
        test: /^[a-z0-9][a-z0-9.-]*$/,
        expected: "1 to 80 small letters, digits, points and hyphens",
      },
    }),
  },
  key: ["id"],
  apply: ({ database, table }: StagedRows): Promise<ImportCounts> =>
    database.row<ImportCounts>(sql`
      WITH added AS (
        INSERT INTO source_document (id) SELECT id FROM ${table} ORDER BY id ON CONFLICT DO NOTHING RETURNING id)
      SELECT (SELECT count(*)::int FROM added) AS inserted, 0 AS changed,
        (SELECT count(*)::int FROM ${table}) - (SELECT count(*)::int FROM added) AS unchanged`),
});
