import sql from "sql-template-tag";
import { booleanColumn } from "../../../shared/import/columns/choice-columns";
import { integerColumn } from "../../../shared/import/columns/number-columns";
import { textColumn } from "../../../shared/import/columns/text-columns";
import { defineImport } from "../../../shared/import/definition/import-definition";
import { knownKey } from "../../../shared/import/keys/known-key";
import { upsertRows } from "../../../shared/import/upsert-rows";
import { indicatorCode, measurementUnit, mostDecimals } from "./indicator-rules";

/** Whether an indicator `i` has values, which its unit and digits must go on to be those of. */
const hasValues = sql`(EXISTS (SELECT FROM observation o WHERE o.indicator_code = i.code)
  OR EXISTS (SELECT FROM target t WHERE t.indicator_code = i.code AND t.value IS NOT NULL))`;

/** Indicators, one row each as it is now. Each is of the organization that answers for it. */
export const importIndicators = defineImport({
  name: "indicators",
  description: "Indicators, so that figures and targets of them can be recorded.",
  columns: {
    code: textColumn({
      header: { en: "Indicator code", vi: "Mã chỉ số mới" },
      required: true,
      example: "schools.pupils-average",
      explanation: "Key of the indicator, unique.",
      maxLength: 80,
      pattern: indicatorCode,
    }),
    sector: textColumn({
      header: { en: "Sector of the indicator", vi: "Lĩnh vực" },
      required: true,
      example: "procedures",
      explanation: "Code of the sector that it is about.",
    }),
    organization: textColumn({
      header: { en: "Responsible organization", vi: "Đơn vị chịu trách nhiệm" },
      required: true,
      example: "SKHCN",
      explanation: "Code of the organization that answers for it, and may change it.",
    }),
    name: textColumn({
      header: { en: "Indicator name", vi: "Tên chỉ số mới" },
      required: true,
      example: "Số học sinh bình quân một trường",
      explanation: "What it is called, in Vietnamese.",
    }),
    name_en: textColumn({
      header: { en: "Indicator name in English", vi: "Tên chỉ số bằng tiếng Anh" },
      required: true,
      example: "Pupils of a school, average",
      explanation: "What it is called in English.",
    }),
    definition: textColumn({
      header: { en: "Definition", vi: "Định nghĩa" },
      example: "Tổng số học sinh chia cho số trường.",
      explanation: "What is counted, in Vietnamese.",
      maxLength: 2000,
    }),
    definition_en: textColumn({
      header: { en: "Definition in English", vi: "Định nghĩa bằng tiếng Anh" },
      example: "All pupils divided by all schools.",
      explanation: "What is counted, in English.",
      maxLength: 2000,
    }),
    unit: textColumn({
      header: { en: "Measurement unit", vi: "Đơn vị tính" },
      required: true,
      example: "pupil",
      explanation: "What a value counts; ratio for a share of 0 to 1.",
      maxLength: 40,
      pattern: measurementUnit,
    }),
    decimals: integerColumn({
      header: { en: "Decimals", vi: "Số chữ số thập phân" },
      required: true,
      example: "0",
      explanation: "Digits after the point to show.",
      min: 0,
      max: mostDecimals,
    }),
    higher_is_better: booleanColumn({
      header: { en: "Higher is better", vi: "Cao hơn là tốt hơn" },
      example: "",
      explanation: "Whether a larger value is better; empty where neither is.",
    }),
  },
  key: ["code"],
  owner: {
    staged: sql`s.organization`,
    stored: (table) => sql`
      SELECT s.line, i.responsible_organization_code AS owner
      FROM ${table} AS s JOIN indicator i ON i.code = s.code`,
  },
  checks: [
    knownKey({ column: "sector", isIn: "sector.code", expected: "the code of a known sector" }),
    knownKey({
      column: "organization",
      isIn: "organization.code",
      expected: "the code of a known organization",
    }),
    {
      column: "unit",
      expected: "the unit that its values are in",
      find: ({ table }) => sql`
        SELECT s.line, s.unit AS got, 'they are in ' || i.unit AS hint FROM ${table} AS s JOIN indicator i ON i.code = s.code
        WHERE i.unit <> s.unit AND ${hasValues}`,
    },
    {
      column: "decimals",
      expected: "the number of digits that its values have",
      find: ({ table }) => sql`
        SELECT s.line, s.decimals::text AS got, 'they have ' || i.decimals AS hint
        FROM ${table} AS s JOIN indicator i ON i.code = s.code
        WHERE i.decimals <> s.decimals AND ${hasValues}`,
    },
  ],
  undo: [{ table: "indicator", rows: (staged) => sql`t.code IN (SELECT code FROM ${staged})` }],
  apply: (staged) =>
    upsertRows(staged, {
      table: "indicator",
      key: ["code", "code"],
      columns: {
        sector: { column: "sector_code" },
        organization: { column: "responsible_organization_code" },
        name: { column: "name_vi" },
        name_en: { column: "name_en" },
        definition: { column: "definition_vi" },
        definition_en: { column: "definition_en" },
        unit: { column: "unit" },
        decimals: { column: "decimals" },
        higher_is_better: { column: "higher_is_better" },
      },
      always: {},
    }),
});
