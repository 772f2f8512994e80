import sql from "sql-template-tag";
import { codeColumn } from "../../../../shared/import/columns/code-column";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import { defineImport } from "../../../../shared/import/definition/import-definition";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { upsertRows } from "../../../../shared/import/upsert-rows";

/** Components of composite indices, one row each as it is now: the pillar and the name that a demonstration assumes. */
export const importIndexComponents = defineImport({
  name: "index-components",
  description: "The components that the pillars of composite indices are made up of.",
  columns: {
    code: codeColumn({
      header: { en: "Component", vi: "Mã chỉ số thành phần" },
      required: true,
      example: "PII-C99",
      explanation: "Code of the component, unique.",
    }),
    pillar: codeColumn({
      header: { en: "Pillar", vi: "Mã trụ cột" },
      required: true,
      example: "PII-1",
      explanation: "Code of the pillar that it is part of.",
    }),
    group: textColumn({
      header: { en: "Group", vi: "Nhóm chỉ số" },
      example: "Nhóm thử nghiệm",
      explanation: "The group within its pillar; empty where that is not public.",
    }),
    name: textColumn({
      header: { en: "Name", vi: "Tên chỉ số thành phần" },
      example: "Chỉ số thử nghiệm",
      explanation: "What it is called, in Vietnamese; empty where that is not public.",
    }),
    name_en: textColumn({
      header: { en: "Name in English", vi: "Tên tiếng Anh" },
      example: "Component on trial",
      explanation: "What it is called in English.",
    }),
  },
  key: ["code"],
  checks: [
    knownKey({ column: "pillar", isIn: "index_pillar.code", expected: "the code of a known pillar" }),
    {
      column: "pillar",
      expected: "a pillar of the index that its results are of",
      find: ({ table }) => sql`
        SELECT DISTINCT s.line, s.pillar AS got FROM ${table} s
        JOIN index_pillar p ON p.code = s.pillar
        JOIN component_result r ON r.component_code = s.code AND r.index_code <> p.index_code`,
    },
  ],
  apply: (staged) =>
    upsertRows(staged, {
      table: "index_component",
      key: ["code", "code"],
      columns: {
        pillar: { column: "pillar_code" },
        group: { column: "group_name" },
        name: { column: "name_vi" },
        name_en: { column: "name_en" },
      },
      always: { origin: sql`'REPORTED'::data_origin` },
    }),
});
