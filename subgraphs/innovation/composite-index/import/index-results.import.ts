import sql from "sql-template-tag";
import { decimalColumn, integerColumn } from "../../../../shared/import/columns/number-columns";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import {
  defineImport,
  type ImportCounts,
  type StagedRows,
} from "../../../../shared/import/definition/import-definition";
import { knownKey } from "../../../../shared/import/keys/known-key";

/** Results of components of an index in one or more editions. An edition that is not there yet is made. */
export const importIndexResults = defineImport({
  name: "index-results",
  description:
    "Ranks and scores of index components by year. The overall rank is an observation, not part of this.",
  columns: {
    component: textColumn({
      header: { en: "Component", vi: "Mã chỉ số thành phần" },
      required: true,
      example: "PII-C01",
      explanation: "Code of the component.",
    }),
    year: integerColumn({
      header: { en: "Year", vi: "Năm" },
      required: true,
      example: "2025",
      explanation: "Year of the edition.",
      min: 2000,
      max: 2100,
    }),
    field_size: integerColumn({
      header: { en: "Field size", vi: "Số địa phương xếp hạng" },
      required: true,
      example: "34",
      explanation: "How many provinces were ranked in that edition.",
      min: 1,
      max: 1000,
    }),
    rank: integerColumn({
      header: { en: "Rank", vi: "Thứ hạng" },
      example: "1",
      explanation: "Rank of Hanoi; 1 is the best. Empty when it is not known.",
      min: 1,
      max: 1000,
    }),
    score: decimalColumn({
      header: { en: "Score", vi: "Điểm" },
      example: "92.5",
      explanation: "Score of Hanoi. Empty when it is not known.",
    }),
  },
  key: ["component", "year"],
  checkRow: ({ rank, field_size }) =>
    rank !== null && field_size !== null && rank > field_size
      ? [{ column: "rank", expected: `a rank within the field of ${field_size}` }]
      : [],
  checks: [
    knownKey({
      column: "component",
      isIn: "index_component.code",
      expected: "the code of a known component",
    }),
    {
      column: "field_size",
      expected: "the field size of that edition, as it is there or as an earlier line says",
      find: ({ table }) => sql`
        SELECT line, field_size || ', where it is ' || edition_size AS got FROM (
          SELECT s.line, s.field_size, coalesce(e.field_size,
            first_value(s.field_size) OVER (PARTITION BY p.index_code, s.year ORDER BY s.line)) AS edition_size
          FROM ${table} AS s JOIN index_component c ON c.code = s.component
          JOIN index_pillar p ON p.code = c.pillar_code
          LEFT JOIN index_edition e ON e.index_code = p.index_code AND e.year = s.year) AS sized
        WHERE field_size <> edition_size`,
    },
  ],
  apply: applyIndexResults,
});

/** A column that the file does not have leaves what is there. */
async function applyIndexResults({ database, table, given }: StagedRows): Promise<ImportCounts> {
  const rank = given.has("rank") ? sql`excluded.rank` : sql`component_result.rank`;
  const score = given.has("score") ? sql`excluded.score` : sql`component_result.score`;
  const staged = sql`
    SELECT s.*, p.index_code FROM ${table} AS s
    JOIN index_component c ON c.code = s.component JOIN index_pillar p ON p.code = c.pillar_code`;
  await database.rows(sql`
    INSERT INTO index_edition (index_code, year, field_size, origin)
    SELECT index_code, year, min(field_size), 'REPORTED' FROM (${staged}) AS s GROUP BY index_code, year
    ON CONFLICT DO NOTHING`);
  return database.row<ImportCounts>(sql`
    WITH written AS (
      INSERT INTO component_result (component_code, year, index_code, score, rank, origin)
      SELECT component, year, index_code, score, rank, 'REPORTED' FROM (${staged}) AS s
      ON CONFLICT (component_code, year) DO UPDATE SET (score, rank, origin) = (${score}, ${rank}, 'REPORTED')
      WHERE (component_result.score, component_result.rank) IS DISTINCT FROM (${score}, ${rank})
      RETURNING (xmax = 0) AS is_new)
    SELECT (count(*) FILTER (WHERE is_new))::int AS inserted, (count(*) FILTER (WHERE NOT is_new))::int AS changed,
      (SELECT count(*)::int FROM ${table}) - count(*)::int AS unchanged
    FROM written`);
}
