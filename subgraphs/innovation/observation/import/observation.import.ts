import sql from "sql-template-tag";
import { enumColumn } from "../../../../shared/import/columns/choice-columns";
import {
  CellProblem,
  type Column,
  type ColumnText,
  ReadCell,
} from "../../../../shared/import/columns/column";
import { readMonth } from "../../../../shared/import/columns/month-column";
import { decimalColumn } from "../../../../shared/import/columns/number-columns";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import { defineImport } from "../../../../shared/import/definition/import-definition";
import { currentKey } from "../../../../shared/import/keys/current-key";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { cityCode } from "../../../common/city/city-code";
import { currentUnits } from "../../../common/unit/current-units";
import { authorityNames, unitNames } from "../../../common/unit/unit-names";
import { ObservationStatus } from "../observation";
import { formatPeriod, periodExpected, readPeriod } from "../period";
import { ValueQualifier } from "../value-qualifier";
import { applyObservations, national } from "./apply-observations";
import { settleThousands } from "./settle-thousands";

/** A period, staged under its shortest name. */
function periodColumn(options: ColumnText): Column<string> {
  return {
    ...options,
    sqlType: "text",
    expected: periodExpected,
    read: (cell) => {
      const period = readPeriod(cell);
      return period === undefined ? readWrittenPeriod(cell) : formatPeriod(period);
    },
    write: String,
  };
}

const quarters = ["I", "II", "III", "IV"];

/** A period as offices write it: năm 2025, Quý III/2025, Q3/2025, 11/2025, tháng 11 năm 2025. */
function readWrittenPeriod(cell: string): string | ReadCell<string> | CellProblem {
  const year = /^năm (\d{4})$/i.exec(cell)?.[1];
  const [, quarter, ofYear] =
    /^(?:quý|q)\s?([1-4]|IV|I{1,3})(?:\s?[/-]\s?|,? năm |,? )(\d{4})$/i.exec(cell) ?? [];
  const number = quarters.indexOf(quarter?.toUpperCase() ?? "") + 1 || quarter;
  const period = readPeriod(year ?? (quarter === undefined ? "" : `${ofYear}-Q${number}`));
  if (period) return formatPeriod(period);
  const month = readMonth(cell);
  if (!("month" in month)) return new CellProblem(periodExpected);
  return month.because === undefined ? month.month : new ReadCell(month.month, month.because);
}

/** The last day of a staged period, null where it has none. */
const lastDay = sql`(CASE
  WHEN s.period ~ '^\\d{4}$' THEN make_date(s.period::int, 12, 31)
  WHEN s.period ~ '^\\d{4}-Q' THEN make_date(left(s.period, 4)::int, 3 * right(s.period, 1)::int, 1) + interval '1 month -1 day'
  WHEN s.period ~ '^\\d{4}-\\d\\d$' THEN (s.period || '-01')::date + interval '1 month -1 day'
  WHEN s.period LIKE '%/%' THEN nullif(split_part(s.period, '/', 2), '..')::date
  ELSE s.period::date END)::date`;

/**
 * Figures, one row each. One that is there with other words or another value is corrected: the row becomes its next
 * revision. Nothing is ever overwritten, and a figure that the file does not name stays.
 */
export const importObservations = defineImport({
  name: "observations",
  description: "Figures of indicators. What differs from what is there becomes its next revision.",
  columns: {
    indicator: textColumn({
      header: { en: "Indicator", vi: "Mã chỉ số" },
      required: true,
      example: "dossiers.digitisation-rate",
      explanation: "Code of the indicator.",
    }),
    period: periodColumn({
      header: { en: "Period", vi: "Kỳ" },
      required: true,
      example: "2025-Q3",
      explanation: "A year, quarter, month, day or range. It must have begun.",
    }),
    value: decimalColumn({
      header: { en: "Value", vi: "Giá trị" },
      required: true,
      example: "0.8589",
      explanation: "In the unit of the indicator, with a point; a share is 0 to 1.",
      scale: 20,
      hasThousands: true,
    }),
    unit: textColumn({
      header: { en: "Unit", vi: "Đơn vị tính" },
      example: "ratio",
      explanation: "The unit of the value. It must be the indicator's, and may be left out.",
    }),
    qualifier: enumColumn({
      header: { en: "Qualifier", vi: "Mức độ chính xác" },
      example: "chính xác",
      explanation: "How the value is meant; exact when empty.",
      values: [
        { value: ValueQualifier.EXACT, words: ["chính xác", "exact"] },
        { value: ValueQualifier.AT_LEAST, words: ["ít nhất", "at least"] },
        { value: ValueQualifier.MORE_THAN, words: ["hơn", "more than"] },
        { value: ValueQualifier.ALMOST, words: ["gần", "almost"] },
        { value: ValueQualifier.APPROXIMATELY, words: ["khoảng", "approximately"] },
      ],
    }),
    status: enumColumn({
      header: { en: "Status", vi: "Trạng thái" },
      example: "",
      explanation: "How far it can be relied on; normal when empty.",
      values: [
        { value: ObservationStatus.NORMAL, words: ["bình thường"] },
        { value: ObservationStatus.PROVISIONAL, words: ["sơ bộ"] },
        { value: ObservationStatus.ESTIMATED, words: ["ước tính"] },
        { value: ObservationStatus.BREAK, words: ["thay đổi cách tính"] },
        { value: ObservationStatus.MISSING, words: ["không có số liệu"] },
      ],
    }),
    area: textColumn({
      header: { en: "Area", vi: "Mã đơn vị hành chính" },
      required: true,
      example: "01",
      explanation: `Code of a ward or commune, 01 for the city, ${national} for a national figure.`,
    }),
    organization: textColumn({
      header: { en: "Organization", vi: "Mã cơ quan" },
      example: "",
      explanation: "Code of the organization that it is a figure of; empty for the area as a whole.",
    }),
    source: textColumn({
      header: { en: "Source", vi: "Nguồn" },
      example: "",
      explanation: "Id of the document that states it; empty when none does.",
    }),
    note: textColumn({
      header: { en: "Note", vi: "Ghi chú" },
      example: "",
      explanation: "What a reader should know beside the figure.",
      maxLength: 2000,
    }),
  },
  key: ["indicator", "period", "area", "organization", "source"],
  checkRow: ({ period }, { today }) => {
    const start = period === null ? null : readPeriod(period)?.start;
    return start != null && start > today
      ? [{ column: "period", expected: `one that has begun by today, ${today}` }]
      : [];
  },
  names: [unitNames("area"), authorityNames("organization")],
  settle: settleThousands,
  owner: {
    staged: sql`(SELECT i.responsible_organization_code FROM indicator i WHERE i.code = s.indicator)`,
  },
  checks: [
    {
      column: "value",
      expected: "a number that can be read in one way",
      find: ({ table, hasDecimalComma }) => sql`
        SELECT line, value::text AS got,
          'this file has decimal commas, so the point may separate thousands: write ' || value_thousands || ' or '
            || replace(value::text, '.', ',') AS hint
        FROM ${table} WHERE ${hasDecimalComma} AND value_thousands IS NOT NULL`,
    },
    knownKey({ column: "indicator", isIn: "indicator.code", expected: "the code of a known indicator" }),
    currentKey(currentUnits, {
      ...{ column: "area", day: lastDay, besides: [national, cityCode] },
      expected: `the code of a unit that stood in that period, ${cityCode} for the city, or ${national}`,
    }),
    knownKey({
      column: "organization",
      isIn: "organization.code",
      expected: "the code of a known organization",
    }),
    currentKey(currentUnits, {
      ...{ column: "organization", prefix: "U", day: lastDay },
      expected: "the code of the authority of a unit that stood in that period",
    }),
    knownKey({ column: "source", isIn: "source_document.id", expected: "the id of a known source" }),
    {
      column: "unit",
      expected: "the unit of the indicator",
      find: ({ table }) => sql`
        SELECT s.line, s.unit || ', where ' || i.code || ' is in ' || i.unit AS got
        FROM ${table} AS s JOIN indicator i ON i.code = s.indicator WHERE s.unit <> i.unit`,
    },
    {
      column: "value",
      expected: "a share from 0 to 1, for the indicator is one",
      find: ({ table }) => sql`
        SELECT s.line, s.value::text AS got, CASE WHEN s.value BETWEEN 1 AND 100
          THEN 'if that is per cent, write ' || trim_scale(s.value * 0.01) END AS hint
        FROM ${table} AS s JOIN indicator i ON i.code = s.indicator
        WHERE i.unit = 'ratio' AND s.value NOT BETWEEN 0 AND 1`,
    },
    {
      column: "value",
      expected: "a rank, a whole number from 1 on",
      find: ({ table }) => sql`
        SELECT s.line, s.value::text AS got FROM ${table} AS s JOIN indicator i ON i.code = s.indicator
        WHERE i.unit = 'rank' AND (s.value < 1 OR s.value <> trunc(s.value))`,
    },
    {
      column: "value",
      expected: "a number of at least 0",
      find: ({ table }) => sql`
        SELECT s.line, s.value::text AS got FROM ${table} AS s JOIN indicator i ON i.code = s.indicator
        WHERE i.unit NOT IN ('ratio', 'rank') AND s.value < 0`,
    },
  ],
  apply: applyObservations,
});
