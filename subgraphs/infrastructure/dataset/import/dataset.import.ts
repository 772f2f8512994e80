import sql from "sql-template-tag";
import { booleanColumn, enumColumn } from "../../../../shared/import/columns/choice-columns";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import { instantColumn } from "../../../../shared/import/columns/time-columns";
import { defineImport } from "../../../../shared/import/definition/import-definition";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { organizationNames } from "../../input/organization-names";
import { problemIf } from "../../input/row-problem";
import { graphSource } from "../changes/graph-source";
import { AccessLevel, UpdateFrequency } from "../dataset-enums";
import { dataThemes } from "../vocabulary/data-themes";
import { keywordsColumn } from "../vocabulary/keywords";
import { expectedLicence, isLicence } from "../vocabulary/licences";
import { applyDatasets } from "./apply-datasets";

/**
 * Entries of the catalogue: one row a dataset, which is known by its publisher and title. None of the six criteria
 * is a column: five are assessed one by one, and the sixth is computed.
 */
export const importDatasets = defineImport({
  name: "datasets",
  description: "Entries of the shared data catalogue as they stand now.",
  columns: {
    publisher: textColumn({
      header: { en: "Publisher", vi: "Cơ quan công bố" },
      required: true,
      example: "SKHCN",
      explanation: "Code of the organization that publishes it.",
    }),
    title: textColumn({
      header: { en: "Title", vi: "Tên tập dữ liệu" },
      required: true,
      example: "Danh mục phòng thí nghiệm",
      explanation: "Its name; another one than that of the publisher's other datasets.",
    }),
    description: textColumn({
      header: { en: "Description", vi: "Mô tả" },
      example: "Tên, địa chỉ và lĩnh vực của các phòng thí nghiệm",
      explanation: "What is in it.",
      maxLength: 2000,
    }),
    theme: enumColumn({
      header: { en: "Theme", vi: "Chủ đề" },
      required: true,
      example: "TECH",
      explanation: "Code of the EU data-theme vocabulary.",
      values: dataThemes.map((value) => ({ value })),
    }),
    keywords: keywordsColumn({
      header: { en: "Keywords", vi: "Từ khóa" },
      example: "khoa học; phòng thí nghiệm",
      explanation: "Words to find it by.",
    }),
    frequency: enumColumn({
      header: { en: "Frequency", vi: "Tần suất cập nhật" },
      required: true,
      example: "Hằng quý",
      explanation: "How often it is to be updated.",
      values: [
        { value: UpdateFrequency.REALTIME, words: ["Thời gian thực", "Real time"] },
        { value: UpdateFrequency.DAILY, words: ["Hằng ngày", "Daily"] },
        { value: UpdateFrequency.WEEKLY, words: ["Hằng tuần", "Weekly"] },
        { value: UpdateFrequency.MONTHLY, words: ["Hằng tháng", "Monthly"] },
        { value: UpdateFrequency.QUARTERLY, words: ["Hằng quý", "Quarterly"] },
        { value: UpdateFrequency.ANNUALLY, words: ["Hằng năm", "Annually"] },
        { value: UpdateFrequency.IRREGULAR, words: ["Không định kỳ", "Irregular"] },
      ],
    }),
    modified_at: instantColumn({
      header: { en: "Modified at", vi: "Cập nhật lúc" },
      required: true,
      example: "01/10/2025 08:00",
      explanation: "When its data was last changed.",
    }),
    license: textColumn({
      header: { en: "Licence", vi: "Giấy phép" },
      aliases: ["License"],
      example: "CC-BY-4.0",
      explanation: "SPDX identifier of its licence.",
    }),
    access_level: enumColumn({
      header: { en: "Access level", vi: "Mức truy cập" },
      required: true,
      example: "Mở",
      explanation: "Who may use it.",
      values: [
        { value: AccessLevel.OPEN, words: ["Mở", "Open"] },
        { value: AccessLevel.SHARED, words: ["Chia sẻ", "Shared"] },
        { value: AccessLevel.RESTRICTED, words: ["Hạn chế", "Restricted"] },
      ],
    }),
    on_open_data_portal: booleanColumn({
      header: { en: "On the open data portal", vi: "Trên cổng dữ liệu mở" },
      required: true,
      example: "có",
      explanation: "Whether the open data portal offers it; then it is open and has a licence.",
    }),
    system: textColumn({
      header: { en: "System", vi: "Hệ thống nguồn" },
      example: "",
      explanation: "Code of the information system that its data comes from.",
    }),
    graph_source: textColumn({
      header: { en: "Data of the graph", vi: "Dữ liệu trong đồ thị" },
      example: "",
      explanation: "The data of this graph that it describes: subgraph and type.",
      maxLength: 100,
      pattern: graphSource,
    }),
  },
  key: ["publisher", "title"],
  checkRow: ({ license, access_level, on_open_data_portal: onPortal, modified_at }, { now }) => [
    ...problemIf(license !== null && !isLicence(license), "license", expectedLicence),
    ...problemIf(onPortal === true && license === null, "license", "a licence for the open data portal"),
    ...problemIf(
      onPortal === true && access_level !== AccessLevel.OPEN,
      "access_level",
      "OPEN for the open data portal",
    ),
    ...problemIf(
      modified_at !== null && new Date(modified_at) > now,
      "modified_at",
      `an instant up to now, ${now.toISOString()}`,
    ),
  ],
  names: [organizationNames("publisher")],
  undo: [
    {
      table: "dataset",
      rows: (staged) => sql`(t.publisher_code, t.title) IN (SELECT publisher, title FROM ${staged})`,
    },
  ],
  owner: { staged: sql`s.publisher` },
  checks: [
    knownKey({
      column: "publisher",
      isIn: "organization.code",
      expected: "the code of a known organization",
    }),
    {
      column: "graph_source",
      expected: "data of the graph that no other dataset describes",
      find: ({ table }) => sql`
        SELECT s.line, s.graph_source AS got FROM ${table} AS s WHERE s.graph_source IS NOT NULL AND (
          EXISTS (SELECT FROM dataset d WHERE d.graph_source = s.graph_source
            AND (d.publisher_code, d.title) <> (s.publisher, s.title))
          OR EXISTS (SELECT FROM ${table} AS other WHERE other.graph_source = s.graph_source AND other.line < s.line))`,
    },
    knownKey({ column: "system", isIn: "it_system.code", expected: "the code of a known system" }),
  ],
  apply: applyDatasets,
});
