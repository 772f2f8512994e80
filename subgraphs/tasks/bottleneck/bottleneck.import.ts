import sql from "sql-template-tag";
import { enumColumn } from "../../../shared/import/columns/choice-columns";
import { codeColumn } from "../../../shared/import/columns/code-column";
import { codesColumn, textColumn } from "../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../shared/import/columns/time-columns";
import {
  defineImport,
  type ImportCounts,
  type StagedRows,
} from "../../../shared/import/definition/import-definition";
import { knownKey } from "../../../shared/import/keys/known-key";
import { organizationNames } from "../organization/organization-names";
import { BottleneckKind } from "./bottleneck";

/** Bottlenecks, one row each in its current state: published where a document is named, reported otherwise. */
export const importBottlenecks = defineImport({
  name: "bottlenecks",
  description: "Bottlenecks as they stand now; one that the file does not name stays.",
  columns: {
    code: codeColumn({
      header: { en: "Code", vi: "Mã điểm nghẽn" },
      required: true,
      example: "BN-2025-50",
      explanation: "Human reference, unique.",
    }),
    kind: enumColumn({
      header: { en: "Kind", vi: "Loại" },
      required: true,
      example: "điểm nghẽn",
      explanation: "As what the city counts it.",
      values: [
        { value: BottleneckKind.BOTTLENECK, words: ["Điểm nghẽn", "Bottleneck"] },
        { value: BottleneckKind.LIMITATION, words: ["Hạn chế", "Limitation"] },
      ],
    }),
    title_vi: textColumn({
      header: { en: "Title in Vietnamese", vi: "Tên điểm nghẽn" },
      required: true,
      example: "Dữ liệu chưa kết nối",
      explanation: "What is stuck, in one line.",
    }),
    title_en: textColumn({
      header: { en: "Title in English", vi: "Tên tiếng Anh" },
      required: true,
      example: "Data not connected",
      explanation: "The same in English.",
    }),
    description: textColumn({
      header: { en: "Description", vi: "Mô tả" },
      example: "",
      explanation: "What is stuck, and why.",
      maxLength: 2000,
    }),
    organizations: codesColumn({
      header: { en: "Organizations", vi: "Cơ quan xử lý" },
      required: true,
      what: "codes of organizations",
      hasNames: true,
      example: "SKHCN; STC",
      explanation: "Codes of those who have to act.",
    }),
    opened_on: dayColumn({
      header: { en: "Opened on", vi: "Ngày ghi nhận" },
      required: true,
      example: "10/11/2025",
      explanation: "Day it was recorded.",
    }),
    resolved_on: dayColumn({
      header: { en: "Resolved on", vi: "Ngày tháo gỡ" },
      example: "",
      explanation: "Day it was resolved; empty while it is open.",
    }),
    source: textColumn({
      header: { en: "Source", vi: "Mã nguồn" },
      example: "",
      explanation: "Code of the document that names it.",
    }),
    said_on: dayColumn({
      header: { en: "Said on", vi: "Ngày nguồn nêu" },
      example: "",
      explanation: "Day on which the source says it.",
    }),
  },
  key: ["code"],
  checkRow: ({ opened_on, resolved_on, source, said_on }, { today }) => [
    ...problem(after(opened_on, today), "opened_on", `a day up to today, ${today}`),
    ...problem(after(resolved_on, today), "resolved_on", `a day up to today, ${today}`),
    ...problem(after(said_on, today), "said_on", `a day up to today, ${today}`),
    ...problem(after(opened_on, resolved_on), "resolved_on", `no day before it was recorded, ${opened_on}`),
    ...problem(said_on !== null && source === null, "source", "the source that says it on that day"),
  ],
  names: [organizationNames("organizations")],
  checks: [
    knownKey({
      column: "organizations",
      isIn: "organization.code",
      expected: "codes of known organizations",
    }),
    knownKey({ column: "source", isIn: "source_document.id", expected: "the id of a known source" }),
  ],
  apply: applyBottlenecks,
});

const after = (day: string | null, other: string | null) => day !== null && other !== null && day > other;

function problem<Column extends string>(isInvalid: boolean, column: Column, expected: string) {
  return isInvalid ? [{ column, expected }] : [];
}

/** A column that the file lacks leaves the stored value. */
async function applyBottlenecks({ database, table, given }: StagedRows): Promise<ImportCounts> {
  const merged = (column: string, staged: ReturnType<typeof sql>, stored: ReturnType<typeof sql>) =>
    given.has(column) ? staged : stored;
  await database.rows(sql`
    SELECT b.code FROM bottleneck b JOIN ${table} AS s ON s.code = b.code ORDER BY b.code FOR UPDATE OF b`);
  await database.rows(sql`
    CREATE TEMPORARY TABLE bottleneck_plan ON COMMIT DROP AS
    SELECT w.*, w.old IS NULL AS is_new, w.old IS NULL OR w.organizations <> w.old_organizations
        OR (w.kind, w.title_vi, w.title_en, w.description, w.opened_on, w.resolved_on, w.source, w.said_on)
          IS DISTINCT FROM ((w.old).kind::text, (w.old).title_vi, (w.old).title_en, (w.old).description,
            (w.old).opened_on, (w.old).resolved_on, (w.old).source_id, (w.old).said_on) AS is_changed
    FROM (
      SELECT s.code, s.kind, s.title_vi, s.title_en, s.opened_on,
        ${merged("description", sql`s.description`, sql`b.description`)} AS description,
        ${merged("resolved_on", sql`s.resolved_on`, sql`b.resolved_on`)} AS resolved_on,
        ${merged("source", sql`s.source`, sql`b.source_id`)} AS source,
        ${merged("said_on", sql`s.said_on`, sql`b.said_on`)} AS said_on,
        ARRAY(SELECT unnest(s.organizations) ORDER BY 1) AS organizations,
        ARRAY(SELECT organization_code FROM bottleneck_organization o WHERE o.bottleneck_code = s.code ORDER BY 1)
          AS old_organizations,
        CASE WHEN b.code IS NOT NULL THEN b END AS old
      FROM ${table} AS s LEFT JOIN bottleneck b ON b.code = s.code) AS w`);
  await database.rows(sql`
    INSERT INTO bottleneck (code, kind, title_vi, title_en, description, opened_on, resolved_on, source_id, said_on, origin)
    SELECT code, kind::bottleneck_kind, title_vi, title_en, description, opened_on, resolved_on, source, said_on,
      (CASE WHEN source IS NULL THEN 'REPORTED' ELSE 'PUBLISHED' END)::data_origin
    FROM bottleneck_plan WHERE is_changed ORDER BY code
    ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, title_vi = excluded.title_vi, title_en = excluded.title_en,
      description = excluded.description, opened_on = excluded.opened_on, resolved_on = excluded.resolved_on,
      source_id = excluded.source_id, said_on = excluded.said_on, origin = excluded.origin`);
  await database.rows(sql`
    DELETE FROM bottleneck_organization o USING bottleneck_plan p
    WHERE o.bottleneck_code = p.code AND p.is_changed`);
  await database.rows(sql`
    INSERT INTO bottleneck_organization (bottleneck_code, organization_code)
    SELECT p.code, acting FROM bottleneck_plan p CROSS JOIN LATERAL unnest(p.organizations) AS acting
    WHERE p.is_changed`);
  return database.row<ImportCounts>(sql`
    SELECT (count(*) FILTER (WHERE is_new))::int AS inserted,
      (count(*) FILTER (WHERE is_changed AND NOT is_new))::int AS changed,
      (count(*) FILTER (WHERE NOT is_changed))::int AS unchanged
    FROM bottleneck_plan`);
}
