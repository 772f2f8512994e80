import sql from "sql-template-tag";
import { booleanColumn, enumColumn } from "../../../shared/import/columns/choice-columns";
import { textColumn } from "../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../shared/import/columns/time-columns";
import {
  defineImport,
  type ImportCounts,
  type StagedRows,
} from "../../../shared/import/definition/import-definition";
import { firstDayOfUnits } from "../../common/unit/first-day-of-units";
import { unitNames } from "../../common/unit/unit-names";
import { ReadinessCriterion } from "../administrative-unit/readiness-criterion";
import { currentUnit } from "../administrative-unit/refuse-former-unit";
import { problemIf } from "../input/row-problem";
import { ownerOfConnection } from "./assess-unit-readiness";

/** Assessments of wards and communes: one row a unit, criterion and day. They join the history. */
export const importReadiness = defineImport({
  name: "readiness",
  description: "Assessments of the IT infrastructure of wards and communes.",
  columns: {
    unit: textColumn({
      header: { en: "Unit", vi: "Mã đơn vị" },
      required: true,
      example: "00004",
      explanation: "Official code of the ward or commune, with its zeros.",
    }),
    criterion: enumColumn({
      header: { en: "Criterion", vi: "Tiêu chí" },
      required: true,
      example: "Máy tính",
      explanation: "What was assessed.",
      values: [
        { value: ReadinessCriterion.LAN, words: ["Mạng nội bộ"] },
        { value: ReadinessCriterion.WAN_CONNECTION, words: ["Kết nối mạng diện rộng", "WAN connection"] },
        { value: ReadinessCriterion.COMPUTERS, words: ["Máy tính", "Computers"] },
        { value: ReadinessCriterion.SCANNERS, words: ["Máy quét", "Scanners"] },
        { value: ReadinessCriterion.VIDEO_CONFERENCE, words: ["Họp trực tuyến", "Video conference"] },
        {
          value: ReadinessCriterion.SERVICE_CENTRE_CONNECTION,
          words: ["Kết nối Trung tâm Phục vụ hành chính công", "Service centre connection"],
        },
        {
          value: ReadinessCriterion.INFORMATION_SECURITY,
          words: ["An toàn thông tin", "Information security"],
        },
      ],
    }),
    assessed_on: dayColumn({
      header: { en: "Assessed on", vi: "Ngày đánh giá" },
      required: true,
      example: "10/11/2025",
      explanation: "Day of the assessment.",
      min: firstDayOfUnits,
    }),
    meets: booleanColumn({
      header: { en: "Meets", vi: "Đạt" },
      required: true,
      example: "có",
      explanation: "Whether it holds.",
    }),
    note: textColumn({
      header: { en: "Note", vi: "Ghi chú" },
      example: "",
      explanation: "What is missing.",
      maxLength: 2000,
    }),
  },
  key: ["unit", "criterion", "assessed_on"],
  checkRow: ({ assessed_on }, { today }) =>
    problemIf(assessed_on !== null && assessed_on > today, "assessed_on", `a day up to today, ${today}`),
  names: [unitNames("unit")],
  undo: [
    {
      table: "readiness_assessment",
      rows: (staged) => sql`(t.unit_code, t.criterion, t.assessed_on)
        IN (SELECT unit, criterion::readiness_criterion, assessed_on FROM ${staged})`,
    },
  ],
  owner: { staged: sql`'U' || s.unit` },
  checks: [
    currentUnit("unit"),
    {
      column: "criterion",
      expected: `a criterion that is assessed here, or what is there already; SERVICE_CENTRE_CONNECTION is ${ownerOfConnection}`,
      find: ({ table }) => sql`
        SELECT s.line, s.criterion || CASE WHEN s.meets THEN ', met' ELSE ', not met' END AS got FROM ${table} s
        WHERE s.criterion = 'SERVICE_CENTRE_CONNECTION' AND NOT EXISTS (
          SELECT FROM readiness_assessment a
          WHERE (a.unit_code, a.criterion, a.assessed_on, a.meets)
            = (s.unit, 'SERVICE_CENTRE_CONNECTION', s.assessed_on, s.meets))`,
    },
  ],
  apply: applyReadiness,
});

async function applyReadiness({ database, table, given }: StagedRows): Promise<ImportCounts> {
  const note = given.has("note") ? sql`s.note` : sql`a.note`;
  const { changed } = await database.row<{ changed: number }>(sql`
    WITH written AS (
      UPDATE readiness_assessment a SET meets = s.meets, note = ${note}, origin = 'REPORTED' FROM ${table} s
      WHERE (a.unit_code, a.criterion, a.assessed_on) = (s.unit, s.criterion::readiness_criterion, s.assessed_on)
        AND (a.meets, a.note) IS DISTINCT FROM (s.meets, ${note})
      RETURNING 1)
    SELECT count(*)::int AS changed FROM written`);
  const { inserted, rows } = await database.row<{ inserted: number; rows: number }>(sql`
    WITH written AS (
      INSERT INTO readiness_assessment (unit_code, criterion, assessed_on, meets, note, origin)
      SELECT unit, criterion::readiness_criterion, assessed_on, meets, note, 'REPORTED' FROM ${table}
      ON CONFLICT DO NOTHING RETURNING 1)
    SELECT (SELECT count(*)::int FROM written) AS inserted, (SELECT count(*)::int FROM ${table}) AS rows`);
  return { inserted, changed, unchanged: rows - inserted - changed };
}
