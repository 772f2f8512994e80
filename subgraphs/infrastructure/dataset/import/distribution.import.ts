import sql from "sql-template-tag";
import { decimalColumn } from "../../../../shared/import/columns/number-columns";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import {
  defineImport,
  type ImportCounts,
  type StagedRows,
} from "../../../../shared/import/definition/import-definition";
import { expectedUrl, isWebUrl } from "../../../../shared/kit/mutation/web-url";
import { organizationNames } from "../../input/organization-names";
import { problemIf } from "../../input/row-problem";

/** Where datasets can be fetched: one row an address. The dataset is known by its publisher and title. */
export const importDistributions = defineImport({
  name: "distributions",
  description: "The forms in which datasets can be fetched.",
  columns: {
    publisher: textColumn({
      header: { en: "Publisher", vi: "Cơ quan công bố" },
      required: true,
      example: "SKHCN",
      explanation: "Code of the organization that publishes the dataset.",
    }),
    title: textColumn({
      header: { en: "Title", vi: "Tên tập dữ liệu" },
      required: true,
      example: "Danh mục hệ thống thông tin - Sở Khoa học và Công nghệ thành phố Hà Nội",
      explanation: "Name of the dataset.",
    }),
    access_url: textColumn({
      header: { en: "Address", vi: "Địa chỉ" },
      required: true,
      example: "https://data.example.invalid/he-thong.csv",
      explanation: "Where it is: an http or https URL.",
      maxLength: 2000,
    }),
    format: textColumn({
      header: { en: "Format", vi: "Định dạng" },
      required: true,
      example: "CSV",
      explanation: "Its form, e.g. CSV, JSON, XLSX, API.",
      pattern: { test: /^[A-Za-z0-9][A-Za-z0-9 .+/-]{0,29}$/, expected: "a format such as CSV" },
    }),
    byte_size: decimalColumn({
      header: { en: "Bytes", vi: "Dung lượng (byte)" },
      example: "48210",
      explanation: "Size in bytes.",
      min: 0,
      max: 1e18,
      scale: 0,
    }),
  },
  key: ["publisher", "title", "access_url"],
  checkRow: ({ access_url: url }) => problemIf(url !== null && !isWebUrl(url), "access_url", expectedUrl),
  names: [organizationNames("publisher")],
  owner: { staged: sql`s.publisher` },
  checks: [
    {
      column: "title",
      expected: "the title of a dataset of this publisher",
      find: ({ table }) => sql`
        SELECT s.line, s.title AS got FROM ${table} s
        WHERE NOT EXISTS (SELECT FROM dataset d WHERE (d.publisher_code, d.title) = (s.publisher, s.title))`,
    },
  ],
  apply: applyDistributions,
});

async function applyDistributions({ database, table, given }: StagedRows): Promise<ImportCounts> {
  const size = given.has("byte_size") ? sql`s.byte_size::bigint` : sql`x.byte_size`;
  const ofRow = sql`(d.publisher_code, d.title) = (s.publisher, s.title)`;
  const { changed } = await database.row<{ changed: number }>(sql`
    WITH written AS (
      UPDATE distribution x SET format = s.format, byte_size = ${size} FROM ${table} s JOIN dataset d ON ${ofRow}
      WHERE x.dataset_id = d.id AND x.access_url = s.access_url
        AND (x.format, x.byte_size) IS DISTINCT FROM (s.format, ${size})
      RETURNING 1)
    SELECT count(*)::int AS changed FROM written`);
  const { inserted, rows } = await database.row<{ inserted: number; rows: number }>(sql`
    WITH written AS (
      INSERT INTO distribution (dataset_id, format, access_url, byte_size)
      SELECT d.id, s.format, s.access_url, s.byte_size FROM ${table} s JOIN dataset d ON ${ofRow}
      WHERE NOT EXISTS (SELECT FROM distribution x WHERE x.dataset_id = d.id AND x.access_url = s.access_url)
      RETURNING 1)
    SELECT (SELECT count(*)::int FROM written) AS inserted, (SELECT count(*)::int FROM ${table}) AS rows`);
  return { inserted, changed, unchanged: rows - inserted - changed };
}
