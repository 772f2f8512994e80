import { booleanColumn, enumColumn } from "./choice-columns";
import { CellProblem, type Column, ReadCell } from "./column";
import { monthColumn } from "./month-column";
import { decimalColumn, integerColumn, shareColumn } from "./number-columns";
import { codesColumn, textColumn } from "./text-columns";
import { dayColumn, instantColumn } from "./time-columns";

const told = { header: { en: "Column", vi: "Cột" }, example: "", explanation: "" };
const day = "a day as 2025-11-14 or 14/11/2025";
const instant = "an instant as 2025-11-14T08:30:00+07:00 or 14/11/2025 08:30";
const month = "a month as 2025-11 or 11/2025";
const thousands = "separators of thousands";
const integer = "a whole number from 0 to 1000";
const choice = "one of LEFT (bên trái), RIGHT";
const formula = {
  expected: "a text that a spreadsheet does not take for a formula",
  hint: "if it is meant as text, put an apostrophe (') before it",
};

const columns: Record<string, Column> = {
  text: textColumn({ ...told, maxLength: 15 }),
  integer: integerColumn({ ...told, min: 0, max: 1000 }),
  decimal: decimalColumn({ ...told, min: -2000, scale: 3 }),
  money: decimalColumn({ ...told, scale: 0 }),
  share: shareColumn(told),
  day: dayColumn(told),
  instant: instantColumn(told),
  choice: enumColumn({ ...told, values: [{ value: "LEFT", words: ["bên trái"] }, { value: "RIGHT" }] }),
  flag: booleanColumn(told),
  codes: codesColumn({ ...told, what: "codes of boxes" }),
  names: codesColumn({ ...told, what: "codes of boxes", hasNames: true }),
  month: monthColumn(told),
};

const cases: [column: string, cell: string, value: unknown][] = [
  ["text", "Đường", "Đường"],
  ["text", "a\tb\nc", "a\tb\nc"],
  ["text", "1234567890123456", { expected: "a text of at most 15 characters", hint: "it has 16" }],
  ["text", "a\u0000b", { expected: "a text without control characters" }],
  ["text", "  ", { expected: "a text of at most 15 characters", hint: "it holds nothing but blanks" }],
  ["text", "- Số hóa hồ sơ", "- Số hóa hồ sơ"],
  ["text", "-SUM(A1)", formula],
  ["text", "-A1+2", formula],
  ["text", "- cmd|'x'!A", formula],
  ["text", "=1+1", formula],
  ["text", "+1", formula],
  ["text", "-1", formula],
  ["text", "@a", formula],
  ["text", "\ta", formula],
  ["text", "\ra", formula],
  ["text", "  =1", formula],
  ["text", "＝1", formula],
  ["text", "'=1+1", "=1+1"],
  ["text", "''=1+1", "'=1+1"],
  ["text", "'tis", "'tis"],
  ["integer", "0", 0],
  ["integer", "1000", 1000],
  ["integer", "1001", { expected: integer }],
  ["integer", "-1", { expected: integer }],
  ["integer", "1.0", { value: 1, because: "a whole number with decimals of zero" }],
  [
    "integer",
    "24,0",
    { value: 24, because: "a whole number with decimals of zero", more: { hasDecimalComma: true } },
  ],
  ["integer", "24,5", { expected: integer }],
  ["integer", "1.000", { value: 1000, because: thousands }],
  ["integer", "1,000", { value: 1000, because: thousands }],
  [
    "integer",
    "1e2",
    {
      expected: integer,
      hint: "the spreadsheet has shortened it: show the column as a number, and save anew",
    },
  ],
  ["integer", "007", { expected: integer, hint: "write it without leading zeros" }],
  ["integer", "1.243.294", { expected: integer }],
  ["decimal", "-2000", "-2000"],
  ["decimal", "0.120", "0.120"],
  ["decimal", "0,5", { value: "0.5", because: "a decimal comma", more: { hasDecimalComma: true } }],
  ["decimal", "1.234,5", { value: "1234.5", because: thousands, more: { hasDecimalComma: true } }],
  ["decimal", "1,234.5", { value: "1234.5", because: thousands }],
  ["decimal", "1 234 567", { value: "1234567", because: thousands }],
  ["decimal", "\u22122,5", { value: "-2.5", because: "a decimal comma", more: { hasDecimalComma: true } }],
  ["decimal", "1.234", { value: "1.234", because: "", more: { thousands: "1234", isUsual: true } }],
  [
    "decimal",
    "1.23E+11",
    {
      expected: "a number of at least -2000",
      hint: "the spreadsheet has shortened it: show the column as a number, and save anew",
    },
  ],
  [
    "decimal",
    "1,234",
    {
      expected: "a number of at least -2000",
      hint: "the comma may be a decimal comma or a thousands separator: write 1.234 or 1234",
    },
  ],
  ["decimal", "0.1234", { expected: "a number of at least -2000", hint: "at most 3 digits after the point" }],
  ["decimal", "1".repeat(39), { expected: "a number of at least -2000", hint: "at most 38 digits" }],
  ["decimal", "NaN", { expected: "a number of at least -2000" }],
  ["money", "1.234", { value: "1234", because: thousands }],
  ["money", "1.500.000 đồng", { value: "1500000", because: thousands }],
  ["money", "1500000 đ", { value: "1500000", because: "a number with its unit" }],
  ["money", "1.5", { expected: "a number without a fraction", hint: "at most 0 digits after the point" }],
  ["share", "0.8589", "0.8589"],
  ["share", "1", "1"],
  ["share", "85.89", { expected: "a share from 0 to 1", hint: "if 85.89 means per cent, write 0.8589" }],
  ["share", "85.89 %", { expected: "a share from 0 to 1", hint: "if 85.89 % means per cent, write 0.8589" }],
  ["share", "101", { expected: "a share from 0 to 1" }],
  ["share", "0,5", { value: "0.5", because: "a decimal comma", more: { hasDecimalComma: true } }],
  ["day", "2025-11-14", "2025-11-14"],
  ["day", "14/11/2025", "2025-11-14"],
  ["day", "29/02/2024", "2024-02-29"],
  ["day", "31/02/2025", { expected: day, hint: "there is no such day" }],
  ["day", "5/11/2025", "2025-11-05"],
  ["day", "05-11-2025", "2025-11-05"],
  ["day", "31.12.2025", "2025-12-31"],
  ["day", "2025/11/5", "2025-11-05"],
  ["day", "ngày 5 tháng 11 năm 2025", "2025-11-05"],
  ["day", "5-Nov-2025", "2025-11-05"],
  ["day", "01/10/2025 00:00:00", "2025-10-01"],
  ["day", "01/10/2025 8:30", { value: "2025-10-01", because: "the time of the day was left out" }],
  ["day", "45931", { value: "2025-10-01", because: "a spreadsheet's serial number of a day" }],
  ["day", "11/13/2025", { expected: day, hint: expect.stringContaining("month/day/year") }],
  ["day", "13/13/2025", { expected: day, hint: "there is no such day" }],
  ["day", "5/11/25", { expected: day, hint: "write the year with four digits: 2025-11-05" }],
  ["day", "2025", { expected: day }],
  ["day", "2025-11-14T00:00:00Z", { expected: day }],
  ["day", "0025-11-14", { expected: "a day from 1900-01-01 to 2100-12-31" }],
  ["instant", "14/11/2025 08:30", "2025-11-14T08:30:00+07:00"],
  ["instant", "2025-11-14T08:30:00.123456Z", "2025-11-14T08:30:00.123456Z"],
  ["instant", "2025-11-14 24:00", { expected: instant, hint: "there is no such time" }],
  ["instant", "31/02/2025 08:30", { expected: instant, hint: "there is no such day" }],
  ["instant", "5/11/2025 8:30", "2025-11-05T08:30:00+07:00"],
  ["instant", "5/11/2025 8h30", "2025-11-05T08:30:00+07:00"],
  ["instant", "08:30 05/11/2025", "2025-11-05T08:30:00+07:00"],
  ["instant", "05/11/2025 1:30:00 CH", "2025-11-05T13:30:00+07:00"],
  [
    "instant",
    "45931.3541666667",
    { value: "2025-10-01T08:30:00+07:00", because: "a spreadsheet's serial number of a day" },
  ],
  ["instant", "2025-11-14", { expected: instant, hint: "the time is missing" }],
  ["month", "11/2025", "2025-11-01"],
  ["month", "1/2025", "2025-01-01"],
  ["month", "Tháng 11/2025", "2025-11-01"],
  ["month", "tháng 11 năm 2025", "2025-11-01"],
  ["month", "Nov-25", { value: "2025-11-01", because: "a spreadsheet's short form of a month" }],
  ["month", "01/11/2025", { value: "2025-11-01", because: "the first day of a month" }],
  ["month", "45962", { value: "2025-11-01", because: "a spreadsheet's serial number of a day" }],
  ["month", "14/11/2025", { expected: month, hint: "it is a day of the month 2025-11: write 2025-11" }],
  ["month", "13/2025", { expected: month }],
  ["choice", "LEFT", "LEFT"],
  ["choice", "Ben  TRAI", "LEFT"],
  ["choice", "up", { expected: choice }],
  ["flag", "Có", true],
  ["flag", "không", false],
  ...["x", "X", "✓", "Đạt", "có"].map((cell): [string, string, unknown] => ["flag", cell, true]),
  ["flag", "Chưa đạt", false],
  ["flag", "maybe", { expected: "yes (có, true, 1) or no (không, false, 0)" }],
  ["codes", "A; B|C,D", ["A", "B", "C", "D"]],
  ["names", "Sở Văn hóa, Thể thao; Sở Nội vụ", ["Sở Văn hóa, Thể thao", "Sở Nội vụ"]],
  ["codes", "A;;B", { expected: "codes of boxes with ; between them", hint: '"" is no code' }],
  ["codes", "A;A", { expected: "codes of boxes with ; between them", hint: "A is there twice" }],
];

/** What was read, as data without the names of classes. */
function asData(read: unknown): unknown {
  return read instanceof ReadCell ? { ...read } : read;
}

describe("a cell", () => {
  it.each(cases)("of a column for %s that holds %j is read as %j", (name, cell, value) => {
    const read = columns[name]?.read(cell);
    if (!(read instanceof CellProblem)) return expect(asData(read)).toEqual(value);
    // The rest is for telling several as one.
    const { expected, hint } = read;
    expect(hint === undefined ? { expected } : { expected, hint }).toEqual(value);
  });

  it("of a number too small for digits alone is written without an exponent", () => {
    expect([1e-7, -1.5e-9, 12e20, 0.5].map((value) => columns.decimal?.write(value))).toEqual([
      "0.0000001",
      "-0.0000000015",
      "1200000000000000000000",
      "0.5",
    ]);
  });
});
