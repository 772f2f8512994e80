import fc from "fast-check";
import { answerOf, columnsOf } from "../../../test/support/tables/answer-of";
import { randomTable } from "../../../test/support/tables/random-tables";
import { readXlsx, type SheetCell } from "../../../test/support/tables/read-xlsx";
import { writeBytes } from "../../../test/support/tables/write-bytes";
import type { Cell, Column } from "../../tables/table";
import { hanoiTime } from "../values/hanoi-time";
import { writeXlsx } from "./write-xlsx";

const signal = new AbortController().signal;

const columns = columnsOf({
  Mã: "text",
  "Lĩnh vực": "text",
  "Ngày nhận": "date",
  Lúc: "instant",
  Tiền: "decimal",
  Số: "integer",
  year: "integer",
  Đúng: "boolean",
  "Tỷ lệ": "float",
  Kèm: "json",
});

it("has typed cells: texts that stay texts, numbers, days and Hanoi's time", async () => {
  const rows = [
    ["00004", "=1+2", "2025-11-14", "2025-11-14T10:00:00.000Z", "12.50", 1243294, 2025, true, 0.1, "{}"],
    [
      "-5",
      "a\tb\r\n ",
      "1900-02-28",
      "2025-11-14T10:00:00.125Z",
      "-0.12345678901234567",
      2 ** 53 - 1,
      1,
      false,
      1e-7,
      null,
    ],
    [
      "_x000D_",
      "\u0001\ufffe\ud83d",
      "1900-03-01",
      "1899-11-14T10:00:00Z",
      "1.500000000000000000",
      -1,
      2,
      null,
      -2,
      null,
    ],
  ];
  const { bytes } = await writeBytes("xlsx", answerOf([{ name: "dossiers", columns, rows }]), {
    locale: "vi",
  });
  const [sheet] = readXlsx(bytes).sheets;
  const day = "[$-42A]dd/mm/yyyy";
  const text = (value: string): SheetCell => ({ type: "text", format: "@", value });
  const number = (format: string, value: string): SheetCell => ({ type: "number", format, value });
  const flag = (value: string): SheetCell => ({ type: "boolean", format: "General", value });
  expect(sheet?.rows).toEqual([
    columns.map(({ name }) => text(name)),
    [
      text("00004"),
      text("=1+2"),
      number(day, "45975"),
      number(`${day} hh:mm:ss`, String(45975 + 17 / 24)),
      number("[$-42A]#,##0.00", "12.50"),
      number("[$-42A]#,##0", "1243294"),
      number("1", "2025"),
      flag("1"),
      number("General", "0.1"),
      text("{}"),
    ],
    [
      text("-5"),
      text("a\tb\r\n "),
      text("1900-02-28"),
      number(`${day} hh:mm:ss.000`, String((45975 * 86_400_000 + 17 * 3_600_000 + 125) / 86_400_000)),
      text("-0.12345678901234567"),
      text("9007199254740991"),
      number("1", "1"),
      flag("0"),
      number("General", "1e-7"),
    ],
    [
      text("_x000D_"),
      text("\u0001\ufffe\ufffd"),
      number(day, "61"),
      text("1899-11-14 17:00:00"),
      number("[$-42A]#,##0.0", "1.5"),
      number("[$-42A]#,##0", "-1"),
      number("1", "2"),
      undefined,
      number("General", "-2"),
    ],
  ]);
});

it("has a frozen header with filters, and notes on the last sheet", async () => {
  const answer = answerOf(
    [
      { name: "dossiers", columns: columnsOf({ code: "text", year: "integer" }), rows: [["a", 2025]] },
      { name: "tasks", columns: columnsOf({ code: "text" }), rows: [] },
    ],
    { variables: { first: 3 }, sources: ["https://hanoi.gov.vn"], remarks: ["Two rows are synthetic."] },
  );
  const { bytes } = await writeBytes("xlsx", answer);
  const { sheets, files } = readXlsx(bytes);
  expect(sheets.map(({ name }) => name)).toEqual(["dossiers", "tasks", "Notes"]);
  const [dossiers, tasks, notes] = sheets;
  expect(dossiers?.xml).toContain(
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
  );
  expect(dossiers?.xml).toContain('</sheetData><autoFilter ref="A1:B2"/>');
  expect(tasks?.xml).toContain('<autoFilter ref="A1:A1"/>');
  expect(files["xl/workbook.xml"]).toContain("'dossiers'!$A$1:$B$2</definedName>");
  expect(notes?.rows.map((row) => row.map((cell) => cell?.value))).toEqual([
    ["Title", "Dossiers"],
    ["Asked at (Hanoi)", "2025-11-14 10:00:00"],
    ["Role", "analyst"],
    ["Rows: dossiers", "1"],
    ["Rows: tasks", "0"],
    ["Remark", "Two rows are synthetic."],
    ["Source", "https://hanoi.gov.vn"],
    ["Variables", '{"first":3}'],
    ["Query", "{ dossiers { nodes { code } } }"],
  ]);
});

it("goes on to further sheets where a table has more rows than one holds, and says so", async () => {
  const rows = Array.from({ length: 7 }, (_, at) => [at]);
  const answer = answerOf([{ name: "dossiers", columns: columnsOf({ n: "integer" }), rows, pageRows: 2 }]);
  const pieces: Uint8Array[] = [];
  const options = { language: "en", locale: "en", title: "t" } as const;
  for await (const piece of writeXlsx(answer, options, signal, { rows: 4, bytes: 1e9 })) pieces.push(piece);
  const { sheets, files } = readXlsx(Buffer.concat(pieces));
  expect(
    sheets.slice(0, -1).map(({ name, rows: cells }) => [name, cells.map(([cell]) => cell?.value)]),
  ).toEqual([
    ["dossiers", ["n", "0", "1", "2"]],
    ["dossiers (2)", ["n", "3", "4", "5"]],
    ["dossiers (3)", ["n", "6"]],
  ]);
  expect(sheets.at(-1)?.rows.map(([, cell]) => cell?.value)).toContain(
    "The table dossiers has more rows than a sheet holds and stands on 3 sheets.",
  );
  expect(files["[Content_Types].xml"]).toContain("/xl/worksheets/sheet4.xml");
});

it("begins a sheet before the XML of one reaches what an archive may hold", async () => {
  const rows = Array.from({ length: 600 }, (_, at) => [at]);
  const answer = answerOf([{ name: "t", columns: columnsOf({ n: "integer" }), rows }]);
  const pieces: Uint8Array[] = [];
  const options = { language: "en", locale: "en", title: "t" } as const;
  for await (const piece of writeXlsx(answer, options, signal, { rows: 1000, bytes: 1000 }))
    pieces.push(piece);
  const sheets = readXlsx(Buffer.concat(pieces)).sheets.slice(0, -1);
  expect(sheets.map(({ name, rows: cells }) => [name, cells.length])).toEqual([
    ["t", 251],
    ["t (2)", 251],
    ["t (3)", 101],
  ]);
});

it("names sheets as spreadsheets allow it, each otherwise", async () => {
  const columns = columnsOf({ n: "integer" });
  const names = [
    "organizations/tasks: [all]?",
    "a name that is longer than thirty-one characters",
    "A name that is longer than thirty-one characters",
    "'quoted'",
    "History",
    "",
    "Notes",
    "😀".repeat(20),
  ];
  const { bytes } = await writeBytes("xlsx", answerOf(names.map((name) => ({ name, columns, rows: [] }))));
  expect(readXlsx(bytes).sheets.map(({ name }) => name)).toEqual([
    "organizations tasks   all",
    "a name that is longer than thir",
    "A name that is longer than (2)",
    "quoted",
    "History (2)",
    "Sheet",
    "Notes",
    "😀".repeat(15),
    "Notes (2)",
  ]);
});

it("cuts a text that is longer than a cell may be, and says how many", async () => {
  const rows = [["ộ".repeat(32_768)], ["ộ".repeat(32_767)]];
  const answer = answerOf([{ name: "t", columns: columnsOf({ text: "text" }), rows }]);
  const [sheet, notes] = readXlsx((await writeBytes("xlsx", answer)).bytes).sheets;
  expect(sheet?.rows.slice(1).map(([cell]) => cell?.value)).toEqual([
    `${"ộ".repeat(32_766)}…`,
    "ộ".repeat(32_767),
  ]);
  expect(notes?.rows.map(([, cell]) => cell?.value)).toContain(
    "1 text is longer than the 32767 characters of a cell and was cut; CSV, NDJSON and Parquet hold it whole.",
  );
});

it("refuses more columns than a sheet has before the first byte", async () => {
  const columns = columnsOf(
    Object.fromEntries(Array.from({ length: 16_385 }, (_, at) => [`c${at}`, "text"])),
  );
  const { bytes, error } = await writeBytes("xlsx", answerOf([{ name: "wide", columns, rows: [] }]));
  expect(bytes).toHaveLength(0);
  expect(error).toMatchObject({
    message: 'Expected at most 16384 columns for a sheet; "wide" has 16385. Take csv, ndjson or parquet.',
    extensions: { code: "BAD_USER_INPUT" },
  });
});

it("is read as it was, whatever the cells hold", async () => {
  await fc.assert(
    fc.asyncProperty(randomTable, async (table) => {
      const { bytes } = await writeBytes("xlsx", answerOf([{ name: "t", ...table }]));
      const [sheet] = readXlsx(bytes).sheets;
      const read = sheet?.rows
        .slice(1)
        .map((row) => table.columns.map((column, at) => readBack(row[at], column)));
      expect(read).toEqual(table.rows.map((row) => row.map((cell, at) => expected(cell, table.columns[at]))));
    }),
    { numRuns: 60 },
  );
});

const epoch = Date.UTC(1899, 11, 30);

/** The value that a spreadsheet has, which knows the calendar from March 1900 on and fifteen digits. */
function readBack(cell: SheetCell | undefined, { type }: Column): unknown {
  if (!cell) return null;
  if (cell.type === "text") return cell.value;
  if (cell.type === "boolean") return cell.value === "1";
  if (type.kind === "date")
    return new Date(epoch + Number(cell.value) * 86_400_000).toISOString().slice(0, 10);
  if (type.kind !== "instant") return Number(cell.value);
  const shown = new Date(Math.round(epoch + Number(cell.value) * 86_400_000)).toISOString();
  return shown.replace("T", " ").replace(/\.?0*Z$/, "");
}

function expected(cell: Cell, column: Column | undefined): unknown {
  if (cell === null) return null;
  switch (column?.type.kind) {
    case "instant":
      return hanoiTime(String(cell)).replace(/\.(\d+)$/, ".$1");
    case "decimal":
    case "integer":
      return digits(String(cell)) > 15 ? String(cell) : Number(cell);
    default:
      return cell;
  }
}

/** Digits that a number has, without zeros at its ends; 16 where its fraction alone has more than are kept. */
function digits(text: string): number {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const decimals = fraction.replace(/0+$/, "").length;
  return decimals > 15 ? 16 : `${whole}${fraction}`.replace(/^0+|0+$/g, "").length;
}
