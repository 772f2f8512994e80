import sql from "sql-template-tag";
import { foldText } from "../../../../shared/base/text/fold-text";
import { booleanColumn } from "../../../../shared/import/columns/choice-columns";
import { CellProblem, type Column, type ColumnText } from "../../../../shared/import/columns/column";
import { decimalColumn, integerColumn } from "../../../../shared/import/columns/number-columns";
import { type TextOptions, textColumn } from "../../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../../shared/import/columns/time-columns";
import { defineImport } from "../../../../shared/import/definition/import-definition";
import { currentKey } from "../../../../shared/import/keys/current-key";
import { currentUnits } from "../../../common/unit/current-units";
import { unitNames } from "../../../common/unit/unit-names";
import { EnterpriseKind } from "../enterprise-kind";
import { applyEnterprises } from "./apply-enterprises";

const kindWords: Record<EnterpriseKind, string[]> = {
  SCIENCE_TECHNOLOGY: ["doanh nghiệp khoa học và công nghệ", "khoa học công nghệ", "KHCN"],
  STARTUP: ["khởi nghiệp sáng tạo", "khởi nghiệp"],
  MAKE_IN_HANOI: ["Make in Hanoi", "Make in Hà Nội"],
};

/** What an enterprise counts as: several with `;` between them. Staged in the order of the enum. */
function kindsColumn(options: ColumnText): Column<readonly string[]> {
  const expected = `${Object.values(EnterpriseKind).join(", ")}, several with ; between them`;
  return {
    ...options,
    sqlType: "text[]",
    expected,
    read: (cell) => {
      const kinds = cell.split(/[;,|]/).map((word) => kindOf(foldText(word)));
      if (kinds.includes(undefined)) return new CellProblem(expected);
      if (new Set(kinds).size < kinds.length) return new CellProblem(expected, "one of them is there twice");
      return Object.values(EnterpriseKind).filter((kind) => kinds.includes(kind));
    },
    write: (value) => (Array.isArray(value) ? value.join("; ") : String(value)),
  };
}

function kindOf(folded: string): EnterpriseKind | undefined {
  return Object.values(EnterpriseKind).find((kind) =>
    [kind, ...kindWords[kind]].some((word) => foldText(word) === folded),
  );
}

/** A text with single blanks, so that one name typed in two ways is one. */
function nameColumn(options: TextOptions): Column<string> {
  const column = textColumn(options);
  return {
    ...column,
    read: (cell, type) => {
      const read = column.read(cell, type);
      return typeof read === "string" ? read.trim().normalize("NFC").replace(/\s+/g, " ") : read;
    },
  };
}

/** Enterprises, one row each, known by their registered names. One that the file does not name stays. */
export const importEnterprises = defineImport({
  name: "enterprises",
  description: "Enterprises as they stand now, known by their registered names.",
  columns: {
    name: nameColumn({
      header: { en: "Name", vi: "Tên doanh nghiệp" },
      required: true,
      example: "Doanh nghiệp ví dụ",
      explanation: "Registered name.",
      maxLength: 300,
    }),
    kinds: kindsColumn({
      header: { en: "Kinds", vi: "Loại" },
      example: "KHCN; khởi nghiệp",
      explanation: "What it counts as; empty for any other enterprise.",
    }),
    industry: nameColumn({
      header: { en: "Industry", vi: "Ngành nghề" },
      example: "Công nghệ sinh học",
      explanation: "Industry.",
      maxLength: 200,
    }),
    unit: textColumn({
      header: { en: "Unit", vi: "Mã phường, xã" },
      example: "00004",
      explanation: "Code of the ward or commune where it is.",
    }),
    founded_on: dayColumn({
      header: { en: "Founded on", vi: "Ngày thành lập" },
      example: "15/03/2019",
      explanation: "Day it was founded.",
    }),
    certified_on: dayColumn({
      header: { en: "Certified on", vi: "Ngày cấp chứng nhận" },
      example: "20/06/2023",
      explanation: "Day it was certified as a science and technology enterprise.",
    }),
    employees: integerColumn({
      header: { en: "Employees", vi: "Số lao động" },
      example: "25",
      explanation: "People employed.",
      min: 0,
    }),
    revenue: decimalColumn({
      header: { en: "Revenue", vi: "Doanh thu (đồng)" },
      aliases: ["Doanh thu", "Revenue (VND)"],
      example: "12000000000",
      explanation: "Yearly revenue in VND.",
      min: 0,
      scale: 0,
    }),
    innovating: booleanColumn({
      header: { en: "Innovating", vi: "Có đổi mới sáng tạo" },
      required: true,
      example: "có",
      explanation: "Whether it engages in innovation.",
    }),
  },
  key: ["name"],
  checkRow: ({ kinds, founded_on, certified_on }, { today }) => {
    const after = (day: string | null, other: string | null) => day !== null && other !== null && day > other;
    const upToToday = `a day up to today, ${today}`;
    return [
      ...(after(founded_on, today) ? [{ column: "founded_on" as const, expected: upToToday }] : []),
      ...(after(certified_on, today) ? [{ column: "certified_on" as const, expected: upToToday }] : []),
      ...(after(founded_on, certified_on)
        ? [{ column: "certified_on" as const, expected: `no day before that of founding, ${founded_on}` }]
        : []),
      ...(certified_on !== null && kinds !== null && !kinds.includes(EnterpriseKind.SCIENCE_TECHNOLOGY)
        ? [{ column: "kinds" as const, expected: "SCIENCE_TECHNOLOGY among them, for it was certified" }]
        : []),
    ];
  },
  names: [{ column: "name", isIn: "enterprise.name", names: ["name"], isExact: true }, unitNames("unit")],
  undo: [{ table: "enterprise", rows: (staged) => sql`t.name IN (SELECT name FROM ${staged})` }],
  checks: [
    currentKey(currentUnits, { column: "unit", expected: "the code of a known ward or commune" }),
    {
      column: "name",
      expected: "one spelling of a name",
      find: ({ table }) => sql`
        SELECT line, name AS got, format('line %s has "%s"', first, earlier) AS hint FROM (
          SELECT line, name, min(line) OVER spelt AS first, first_value(name) OVER spelt AS earlier FROM ${table}
          WINDOW spelt AS (PARTITION BY lower(name) ORDER BY line)) AS names
        WHERE name <> earlier`,
    },
  ],
  apply: applyEnterprises,
});
