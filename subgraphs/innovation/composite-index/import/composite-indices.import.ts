import { codeColumn } from "../../../../shared/import/columns/code-column";
import { integerColumn } from "../../../../shared/import/columns/number-columns";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import { defineImport } from "../../../../shared/import/definition/import-definition";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { upsertRows } from "../../../../shared/import/upsert-rows";

/** Composite indices, one row each as it is now. */
export const importCompositeIndices = defineImport({
  name: "composite-indices",
  description: "Composite indices, and what a document says that they are made up of.",
  columns: {
    code: codeColumn({
      header: { en: "Index", vi: "Mã chỉ số" },
      required: true,
      example: "TEST-INDEX",
      explanation: "Code of the index, unique.",
    }),
    name: textColumn({
      header: { en: "Name", vi: "Tên chỉ số" },
      required: true,
      example: "Chỉ số thử nghiệm",
      explanation: "What it is called, in Vietnamese.",
    }),
    name_en: textColumn({
      header: { en: "Name in English", vi: "Tên tiếng Anh" },
      required: true,
      example: "Index on trial",
      explanation: "What it is called in English.",
    }),
    rank_indicator: textColumn({
      header: { en: "Rank indicator", vi: "Mã chỉ tiêu xếp hạng" },
      example: "pii.rank",
      explanation: "Code of the indicator under which Hanoi's rank is published.",
    }),
    groups: integerColumn({
      header: { en: "Groups", vi: "Số nhóm chỉ số" },
      example: "18",
      explanation: "Groups of components; only with the source.",
      min: 1,
    }),
    components: integerColumn({
      header: { en: "Components", vi: "Số chỉ số thành phần" },
      example: "52",
      explanation: "Components in all; given exactly with the source.",
      min: 1,
    }),
    source: textColumn({
      header: { en: "Source", vi: "Nguồn" },
      example: "vneconomy-2025-10-01",
      explanation: "Id of the document that says what it is made up of.",
    }),
  },
  key: ["code"],
  checkRow: ({ groups, components, source }) => [
    ...((source === null) !== (components === null)
      ? [{ column: "source" as const, expected: "a source exactly where there is a number of components" }]
      : []),
    ...(source === null && groups !== null
      ? [{ column: "groups" as const, expected: "none without the source that says it" }]
      : []),
  ],
  checks: [
    knownKey({ column: "rank_indicator", isIn: "indicator.code", expected: "the code of a known indicator" }),
    knownKey({ column: "source", isIn: "source_document.id", expected: "the id of a known source" }),
  ],
  apply: (staged) =>
    upsertRows(staged, {
      table: "composite_index",
      key: ["code", "code"],
      columns: {
        name: { column: "name_vi" },
        name_en: { column: "name_en" },
        rank_indicator: { column: "rank_indicator_code" },
        groups: { column: "group_count" },
        components: { column: "component_count" },
        source: { column: "structure_source_id" },
      },
      always: {},
    }),
});
