import sql from "sql-template-tag";
import { codeColumn } from "../../../shared/import/columns/code-column";
import { integerColumn } from "../../../shared/import/columns/number-columns";
import { textColumn } from "../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../shared/import/columns/time-columns";
import { defineImport } from "../../../shared/import/definition/import-definition";
import { knownKey } from "../../../shared/import/keys/known-key";
import { upsertRows } from "../../../shared/import/upsert-rows";
import { organizationNames } from "../input/organization-names";

/** Platforms, one row each as it is now: who operates it, since when, for how many. */
export const importPlatforms = defineImport({
  name: "platforms",
  description: "Digital platforms as they stand now.",
  columns: {
    code: codeColumn({
      header: { en: "Code", vi: "Mã nền tảng" },
      required: true,
      example: "ihanoi",
      explanation: "Key of the platform, unique.",
    }),
    name: textColumn({
      header: { en: "Name", vi: "Tên nền tảng" },
      required: true,
      example: "iHanoi",
      explanation: "What it is called.",
    }),
    name_en: textColumn({
      header: { en: "Name in English", vi: "Tên tiếng Anh" },
      example: "iHanoi",
      explanation: "What it is called in English.",
    }),
    description: textColumn({
      header: { en: "Description", vi: "Mô tả" },
      example: "",
      explanation: "What it is for, in Vietnamese.",
      maxLength: 2000,
    }),
    description_en: textColumn({
      header: { en: "Description in English", vi: "Mô tả bằng tiếng Anh" },
      example: "",
      explanation: "What it is for, in English.",
      maxLength: 2000,
    }),
    owner: textColumn({
      header: { en: "Operator", vi: "Cơ quan vận hành" },
      aliases: ["Owner", "Cơ quan chủ quản"],
      example: "SKHCN",
      explanation: "Code of the organization that answers for it.",
    }),
    launched_on: dayColumn({
      header: { en: "Launched on", vi: "Ngày vận hành" },
      example: "",
      explanation: "Day on which it was put into operation.",
    }),
    registered_users: integerColumn({
      header: { en: "Registered users", vi: "Số tài khoản" },
      example: "",
      explanation: "Registered users.",
      min: 0,
    }),
    services: integerColumn({
      header: { en: "Services", vi: "Số dịch vụ" },
      example: "",
      explanation: "Services that it offers.",
      min: 0,
    }),
  },
  key: ["code"],
  checkRow: ({ launched_on: day }, { today }) =>
    day !== null && day > today ? [{ column: "launched_on", expected: `a day up to today, ${today}` }] : [],
  names: [organizationNames("owner")],
  checks: [
    knownKey({ column: "owner", isIn: "organization.code", expected: "the code of a known organization" }),
  ],
  apply: (staged) =>
    upsertRows(staged, {
      table: "platform",
      key: ["code", "code"],
      columns: {
        name: { column: "name_vi" },
        name_en: { column: "name_en" },
        description: { column: "description_vi" },
        description_en: { column: "description_en" },
        owner: { column: "owner_code" },
        launched_on: { column: "launched_on" },
        registered_users: { column: "registered_users" },
        services: { column: "services" },
      },
      always: { origin: sql`'REPORTED'::data_origin` },
    }),
});
