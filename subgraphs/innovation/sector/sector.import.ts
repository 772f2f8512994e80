import sql from "sql-template-tag";
import { textColumn } from "../../../shared/import/columns/text-columns";
import { defineImport } from "../../../shared/import/definition/import-definition";
import { knownKey } from "../../../shared/import/keys/known-key";
import { upsertRows } from "../../../shared/import/upsert-rows";
import { sectorCode } from "./record-sector";

/** The sectors of the graph, one row each as it is now. */
export const importSectors = defineImport({
  name: "sectors",
  description: "Sectors of the graph, so that indicators can be about them.",
  columns: {
    code: textColumn({
      header: { en: "Sector code", vi: "Mã lĩnh vực" },
      required: true,
      example: "education",
      explanation: "Name of the sector's subgraph.",
      maxLength: 40,
      pattern: sectorCode,
    }),
    name: textColumn({
      header: { en: "Sector name", vi: "Tên lĩnh vực" },
      required: true,
      example: "Giáo dục",
      explanation: "What it is called, in Vietnamese.",
    }),
    name_en: textColumn({
      header: { en: "Sector name in English", vi: "Tên lĩnh vực bằng tiếng Anh" },
      required: true,
      example: "Education",
      explanation: "What it is called in English.",
    }),
    organization: textColumn({
      header: { en: "Owning organization", vi: "Đơn vị chủ quản" },
      example: "SGDDT",
      explanation: "Code of the department that owns it.",
    }),
  },
  key: ["code"],
  checks: [
    knownKey({
      column: "organization",
      isIn: "organization.code",
      expected: "the code of a known organization",
    }),
  ],
  undo: [{ table: "sector", rows: (staged) => sql`t.code IN (SELECT code FROM ${staged})` }],
  apply: (staged) =>
    upsertRows(staged, {
      table: "sector",
      key: ["code", "code"],
      columns: {
        name: { column: "name_vi" },
        name_en: { column: "name_en" },
        organization: { column: "organization_code" },
      },
      always: {},
    }),
});
