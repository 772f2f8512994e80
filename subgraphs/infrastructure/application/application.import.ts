import sql from "sql-template-tag";
import { codeColumn } from "../../../shared/import/columns/code-column";
import { textColumn } from "../../../shared/import/columns/text-columns";
import { defineImport } from "../../../shared/import/definition/import-definition";
import { knownKey } from "../../../shared/import/keys/known-key";
import { upsertRows } from "../../../shared/import/upsert-rows";
import { organizationNames } from "../input/organization-names";

/** Applications that units work with, one row each as it is now. */
export const importApplications = defineImport({
  name: "applications",
  description: "Software applications as they stand now.",
  columns: {
    code: codeColumn({
      header: { en: "Code", vi: "Mã ứng dụng" },
      required: true,
      example: "UD-99",
      explanation: "Key of the application, unique.",
    }),
    name: textColumn({
      header: { en: "Name", vi: "Tên ứng dụng" },
      required: true,
      example: "Phần mềm hộ tịch",
      explanation: "What it is called.",
    }),
    owner: textColumn({
      header: { en: "Owner", vi: "Cơ quan chủ quản" },
      required: true,
      example: "STP",
      explanation: "Code of the organization that answers for it.",
    }),
    purpose: textColumn({
      header: { en: "Purpose", vi: "Mục đích" },
      example: "",
      explanation: "What it is for.",
      maxLength: 2000,
    }),
    replaced_by: textColumn({
      header: { en: "Replaced by", vi: "Được thay bằng" },
      example: "",
      explanation: "Code of the application that takes its place.",
    }),
  },
  key: ["code"],
  checkRow: ({ code, replaced_by }) =>
    code !== null && code === replaced_by
      ? [{ column: "replaced_by", expected: "the code of another application" }]
      : [],
  names: [organizationNames("owner")],
  checks: [
    knownKey({ column: "owner", isIn: "organization.code", expected: "the code of a known organization" }),
    knownKey({
      column: "replaced_by",
      isIn: "application.code",
      expected: "the code of a known application",
    }),
  ],
  apply: (staged) =>
    upsertRows(staged, {
      table: "application",
      key: ["code", "code"],
      columns: {
        name: { column: "name" },
        owner: { column: "owner_code" },
        purpose: { column: "purpose" },
        replaced_by: { column: "replaced_by_code" },
      },
      always: { origin: sql`'REPORTED'::data_origin` },
    }),
});
