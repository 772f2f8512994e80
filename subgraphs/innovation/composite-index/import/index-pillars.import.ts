import { booleanColumn } from "../../../../shared/import/columns/choice-columns";
import { codeColumn } from "../../../../shared/import/columns/code-column";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import { defineImport } from "../../../../shared/import/definition/import-definition";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { upsertRows } from "../../../../shared/import/upsert-rows";

/** Pillars of composite indices, one row each as it is now. */
export const importIndexPillars = defineImport({
  name: "index-pillars",
  description: "The pillars that composite indices are made up of.",
  columns: {
    code: codeColumn({
      header: { en: "Pillar", vi: "Mã trụ cột" },
      required: true,
      example: "PII-9",
      explanation: "Code of the pillar, unique.",
    }),
    index: codeColumn({
      header: { en: "Index", vi: "Mã chỉ số" },
      required: true,
      example: "PII",
      explanation: "Code of the composite index.",
    }),
    name: textColumn({
      header: { en: "Name", vi: "Tên trụ cột" },
      required: true,
      example: "Trụ cột thử nghiệm",
      explanation: "What it is called, in Vietnamese.",
    }),
    name_en: textColumn({
      header: { en: "Name in English", vi: "Tên tiếng Anh" },
      required: true,
      example: "Pillar on trial",
      explanation: "What it is called in English.",
    }),
    input: booleanColumn({
      header: { en: "Input", vi: "Đầu vào" },
      example: "có",
      explanation: "yes: what is put in; no: what comes out of it; empty: its index makes no difference.",
    }),
  },
  key: ["code"],
  checks: [
    knownKey({
      column: "index",
      isIn: "composite_index.code",
      expected: "the code of a known composite index",
    }),
  ],
  apply: (staged) =>
    upsertRows(staged, {
      table: "index_pillar",
      key: ["code", "code"],
      columns: {
        index: { column: "index_code" },
        name: { column: "name_vi" },
        name_en: { column: "name_en" },
        input: { column: "input" },
      },
      always: {},
    }),
});
