import { booleanColumn, enumColumn } from "./choice-columns";
import { CellProblem, type Column } from "./column";
import { decimalColumn, integerColumn, shareColumn } from "./number-columns";
import { codesColumn, textColumn } from "./text-columns";
import { dayColumn, instantColumn } from "./time-columns";

const told = { header: { en: "Column", vi: "Cột" }, example: "", explanation: "" };
const day = "a day as 2025-11-14 or 14/11/2025";
const instant = "an instant as 2025-11-14T08:30:00+07:00 or 14/11/2025 08:30";
const integer = "a whole number from 0 to 1000";
const choice = "one of LEFT (bên trái), RIGHT";
const formula = {
  expected: "a text that a spreadsheet does not take for a formula",
  hint: "if it is meant as text, put an apostrophe (') before it",
};

const columns: Record<string, Column> = {
  text: textColumn({ ...told, maxLength: 12 }),
  integer: integerColumn({ ...told, min: 0, max: 1000 }),
  decimal: decimalColumn({ ...told, min: -2000, scale: 3 }),
  money: decimalColumn({ ...told, scale: 0 }),
  share: shareColumn(told),
  day: dayColumn(told),
  instant: instantColumn(told),
  choice: enumColumn({ ...told, values: [{ value: "LEFT", words: ["bên trái"] }, { value: "RIGHT" }] }),
  flag: booleanColumn(told),
  codes: codesColumn({ ...told, what: "codes of boxes" }),
};

const cases: [column: string, cell: string, value: unknown][] = [
  ["text", "Đường", "Đường"],
  ["text", "a\tb\nc", "a\tb\nc"],
  ["text", "1234567890123", { expected: "a text of at most 12 characters", hint: "it has 13" }],
  ["text", "a\u0000b", { expected: "a text without control characters" }],
  ["text", "  ", { expected: "a text of at most 12 characters", hint: "it holds nothing but blanks" }],
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
  ["integer", "1.0", { expected: integer }],
  ["integer", "1e2", { expected: integer }],
  ["integer", "007", { expected: integer, hint: "write it without leading zeros" }],
  ["integer", "1.243.294", { expected: integer, hint: "write it without thousands separators" }],
  ["decimal", "-2000", "-2000"],
  ["decimal", "0.120", "0.120"],
  ["decimal", "0,5", { expected: "a number of at least -2000", hint: "write it with a decimal point: 0.5" }],
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
  ["money", "1.234", { expected: "a number without a fraction", hint: "at most 0 digits after the point" }],
  ["share", "0.8589", "0.8589"],
  ["share", "1", "1"],
  ["share", "85.89", { expected: "a share from 0 to 1", hint: "if 85.89 means per cent, write 0.8589" }],
  ["share", "85.89 %", { expected: "a share from 0 to 1", hint: "if 85.89 % means per cent, write 0.8589" }],
  ["share", "101", { expected: "a share from 0 to 1" }],
  ["share", "0,5", { expected: "a share from 0 to 1", hint: "write it with a decimal point: 0.5" }],
  ["day", "2025-11-14", "2025-11-14"],
  ["day", "14/11/2025", "2025-11-14"],
  ["day", "29/02/2024", "2024-02-29"],
  ["day", "31/02/2025", { expected: day, hint: "there is no such day" }],
  ["day", "1/7/2025", { expected: day }],
  ["day", "14-11-2025", { expected: day }],
  ["day", "2025-11-14T00:00:00Z", { expected: day }],
  ["day", "0025-11-14", { expected: "a day from 1900-01-01 to 2100-12-31" }],
  ["instant", "14/11/2025 08:30", "2025-11-14T08:30:00+07:00"],
  ["instant", "2025-11-14T08:30:00.123456Z", "2025-11-14T08:30:00.123456Z"],
  ["instant", "2025-11-14 24:00", { expected: instant }],
  ["instant", "31/02/2025 08:30", { expected: instant, hint: "there is no such day" }],
  ["instant", "2025-11-14", { expected: instant }],
  ["choice", "LEFT", "LEFT"],
  ["choice", "Ben  TRAI", "LEFT"],
  ["choice", "up", { expected: choice }],
  ["flag", "Có", true],
  ["flag", "không", false],
  ["flag", "maybe", { expected: "yes (có, true, 1) or no (không, false, 0)" }],
  ["codes", "A; B|C,D", ["A", "B", "C", "D"]],
  ["codes", "A;;B", { expected: "codes of boxes with ; between them", hint: '"" is no code' }],
  ["codes", "A;A", { expected: "codes of boxes with ; between them", hint: "A is there twice" }],
];

describe("a cell", () => {
  it.each(cases)("of a column for %s that holds %j is read as %j", (name, cell, value) => {
    const read = columns[name]?.read(cell);
    expect(read instanceof CellProblem ? JSON.parse(JSON.stringify(read)) : read).toEqual(value);
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
