import sql from "sql-template-tag";
import { decimalColumn, integerColumn } from "../../../../shared/import/columns/number-columns";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import {
  defineImport,
  type ImportCounts,
  type StagedRows,
} from "../../../../shared/import/definition/import-definition";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { firstYear, largestField, worstRank } from "../record/record-index-edition";

/** Editions of composite indices, one row each as it is now. */
export const importIndexEditions = defineImport({
  name: "index-editions",
  description:
    "Editions of composite indices: how many were ranked, and the score with its document. The rank is an observation, not part of this.",
  columns: {
    index: textColumn({
      header: { en: "Index of the edition", vi: "Mã chỉ số của kỳ công bố" },
      required: true,
      example: "DTI",
      explanation: "Code of the composite index.",
    }),
    year: integerColumn({
      header: { en: "Year", vi: "Năm" },
      required: true,
      example: "2021",
      explanation: "The year that the index names the edition after.",
      min: firstYear,
      max: 2100,
    }),
    field_size: integerColumn({
      header: { en: "Field size", vi: "Số địa phương xếp hạng" },
      required: true,
      example: "63",
      explanation: "How many provinces were ranked.",
      min: 1,
      max: largestField,
    }),
    score: decimalColumn({
      header: { en: "Score", vi: "Điểm" },
      example: "",
      explanation: "Score of Hanoi; given exactly with the source.",
    }),
    source: textColumn({
      header: { en: "Source", vi: "Nguồn" },
      example: "",
      explanation: "Id of the document that the score was published in.",
    }),
  },
  key: ["index", "year"],
  checkRow: ({ year, score, source }, { today }) => [
    ...(year !== null && year > Number(today.slice(0, 4))
      ? [{ column: "year" as const, expected: `a year up to ${today.slice(0, 4)}` }]
      : []),
    ...((score === null) !== (source === null)
      ? [{ column: "source" as const, expected: "a source exactly where there is a score" }]
      : []),
    ...(score !== null && Number(score) < 0
      ? [{ column: "score" as const, expected: "a score of at least 0" }]
      : []),
  ],
  checks: [
    knownKey({
      column: "index",
      isIn: "composite_index.code",
      expected: "the code of a known composite index",
    }),
    knownKey({ column: "source", isIn: "source_document.id", expected: "the id of a known source" }),
    {
      column: "field_size",
      expected: "no fewer than the ranks that are known of the edition",
      find: ({ table }) => sql`
        SELECT line, field_size::text AS got, 'a rank is ' || worst AS hint FROM (
          SELECT s.line, s.field_size, ${worstRank(sql`s.index`, sql`s.year::int`)} AS worst FROM ${table} AS s) AS ranked
        WHERE field_size < worst`,
    },
  ],
  apply: applyIndexEditions,
});

/** Score and source are one: a file that lacks their columns leaves both. */
async function applyIndexEditions({ database, table, given }: StagedRows): Promise<ImportCounts> {
  const [score, source] = given.has("score")
    ? [sql`excluded.score`, sql`excluded.score_source_id`]
    : [sql`e.score`, sql`e.score_source_id`];
  const wanted = sql`excluded.field_size, ${score}, ${source}`;
  return database.row<ImportCounts>(sql`
    WITH written AS (
      INSERT INTO index_edition AS e (index_code, year, field_size, score, score_source_id, origin)
      SELECT index, year, field_size, score::double precision, source,
        (CASE WHEN score IS NULL THEN 'REPORTED' ELSE 'PUBLISHED' END)::data_origin FROM ${table} ORDER BY 1, 2
      ON CONFLICT (index_code, year) DO UPDATE SET (field_size, score, score_source_id, origin) = (${wanted},
        (CASE WHEN ${score} IS NULL THEN 'REPORTED' ELSE 'PUBLISHED' END)::data_origin)
      WHERE (e.field_size, e.score, e.score_source_id) IS DISTINCT FROM (${wanted})
      RETURNING (xmax = 0) AS is_new)
    SELECT (count(*) FILTER (WHERE is_new))::int AS inserted, (count(*) FILTER (WHERE NOT is_new))::int AS changed,
      (SELECT count(*)::int FROM ${table}) - count(*)::int AS unchanged
    FROM written`);
}
