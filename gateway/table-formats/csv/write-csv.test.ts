import fc from "fast-check";
import { unprotectFormula } from "../../../shared/base/text/formula-text";
import { answerOf, columnsOf } from "../../../test/support/tables/answer-of";
import { askDuckDb, closeDuckDb } from "../../../test/support/tables/ask-duckdb";
import { randomTable, randomText } from "../../../test/support/tables/random-tables";
import { writeBytes } from "../../../test/support/tables/write-bytes";
import type { Cell, Column, ColumnType } from "../../tables/table";
import { hanoiTime } from "../values/hanoi-time";

afterAll(closeDuckDb);

const columns = columnsOf({
  Mã: "text",
  "Tên; gọi": "text",
  ngày: "date",
  lúc: "instant",
  tiền: "decimal",
  "tỷ lệ": "float",
  số: "integer",
  đúng: "boolean",
  "=kèm": "json",
});
const rows = [
  ["00004", "Ba Đình", "2025-11-14", "2025-11-14T10:00:00.000Z", "12.50", 0.5, 1243294, true, '{"a": 1}'],
  ["=1+2", 'a "b", c', "1899-12-31", "2025-11-14T17:00:00.120Z", "-0.1", 1e-7, -5, false, "[]"],
  [null, "", null, null, null, null, null, null, null],
];

it("writes what a spreadsheet and a program take: a mark, commas, points, Hanoi's time, codes as they are", async () => {
  const { bytes } = await writeBytes("csv", answerOf([{ name: "t", columns, rows }]));
  expect(bytes.toString()).toBe(
    [
      `\ufeffMã,"Tên; gọi",ngày,lúc,tiền,tỷ lệ,số,đúng,'=kèm`,
      `00004,Ba Đình,2025-11-14,2025-11-14 17:00:00,12.50,0.5,1243294,true,"{""a"": 1}"`,
      `'=1+2,"a ""b"", c",1899-12-31,2025-11-15 00:00:00.12,-0.1,0.0000001,-5,false,[]`,
      `,"",,,,,,,`,
      "",
    ].join("\r\n"),
  );
});

it("has semicolons and decimal commas where numbers are written as in Viet Nam", async () => {
  const { bytes } = await writeBytes("csv", answerOf([{ name: "t", columns, rows }]), { locale: "vi" });
  expect(bytes.toString()).toBe(
    [
      `\ufeffMã;"Tên; gọi";ngày;lúc;tiền;tỷ lệ;số;đúng;'=kèm`,
      `00004;Ba Đình;2025-11-14;2025-11-14 17:00:00;12,50;0,5;1243294;true;"{""a"": 1}"`,
      `'=1+2;"a ""b"", c";1899-12-31;2025-11-15 00:00:00,12;-0,1;0,0000001;-5;false;[]`,
      `;"";;;;;;;`,
      "",
    ].join("\r\n"),
  );
});

it("keeps a row without a value in a table of one column, which readers would skip as an empty line", async () => {
  const table = { name: "t", columns: columnsOf({ code: "text" }), rows: [["a"], [null], [""]] };
  const { bytes } = await writeBytes("csv", answerOf([table]));
  expect(bytes.toString()).toBe('\ufeffcode\r\na\r\n""\r\n""\r\n');
  expect(await askDuckDb(bytes, "FROM read_csv(FILE, header = true)")).toHaveLength(3);
});

it.each([
  ["a", "a"],
  ["Ba Đình", "Ba Đình"],
  ['a"', '"a"""'],
  ["a,", '"a,"'],
  ["a;b", '"a;b"'],
  ["a ", '"a "'],
  ["a\u00a0", '"a\u00a0"'],
  ["a\n", '"a\n"'],
  ["a\tb", '"a\tb"'],
  [",", '","'],
  [" -1", "' -1"],
])("writes the text %j as %s", async (text, cell) => {
  const table = { name: "t", columns: columnsOf({ a: "text", b: "text" }), rows: [[text, "b"]] };
  const { bytes } = await writeBytes("csv", answerOf([table]));
  expect(bytes.toString()).toBe(`\ufeffa,b\r\n${cell},b\r\n`);
});

it("is a header without rows where the list is empty", async () => {
  const { bytes } = await writeBytes(
    "csv",
    answerOf([{ name: "t", columns: columnsOf({ code: "text" }), rows: [] }]),
  );
  expect(bytes.toString()).toBe("\ufeffcode\r\n");
});

it("is read by DuckDB as it was, whatever the cells hold", async () => {
  await fc.assert(
    fc.asyncProperty(randomTable, fc.constantFrom("vi", "en"), async (table, locale) => {
      const { bytes } = await writeBytes("csv", answerOf([{ name: "t", ...table }]), { locale });
      const delimiter = locale === "vi" ? ";" : ",";
      const read = await askDuckDb(
        bytes,
        `FROM read_csv(FILE, header = true, all_varchar = true, delim = '${delimiter}', quote = '"', escape = '"', allow_quoted_nulls = false, parallel = false)`,
      );
      const expected = table.rows.map((row) =>
        row.map((cell, at) => expectedText(cell, table.columns[at]?.type.kind ?? "text", locale)),
      );
      // In a table of one column no value and an empty text are the same.
      const isSingle = table.columns.length === 1;
      expect(read.map((row) => row.map((cell, at) => restored(cell, table.columns[at])))).toEqual(
        isSingle ? expected.map(([cell]) => [cell ?? ""]) : expected,
      );
    }),
    { numRuns: 60 },
  );
});

/** What an import takes a text for; numbers are numbers, with a minus or without. */
function restored(cell: string | null, column: Column | undefined) {
  const isText = column?.type.kind === "text" || column?.type.kind === "json";
  return cell !== null && isText ? unprotectFormula(cell) : cell;
}

function expectedText(cell: Cell, kind: ColumnType["kind"], locale: string): string | null {
  if (cell === null) return null;
  const isNumber = kind === "float" || kind === "decimal" || kind === "instant";
  const text =
    kind === "instant" ? hanoiTime(String(cell)) : kind === "float" ? plain(Number(cell)) : String(cell);
  return isNumber && locale === "vi" ? text.replace(".", ",") : text;
}

/** Without an exponent, by another way than the writer's: all digits that a double has, cut to those that tell it. */
function plain(number: number): string {
  const text = String(number);
  if (!text.includes("e")) return text;
  const [digits = "", exponent = ""] = text.split("e");
  const fraction = digits.split(".")[1]?.length ?? 0;
  const places = fraction - Number(exponent);
  if (places <= 0) return String(BigInt(digits.replace(".", "")) * 10n ** BigInt(-places));
  const units = digits.replace(/[.-]/g, "").padStart(places + 1, "0");
  return `${number < 0 ? "-" : ""}${units.slice(0, -places)}.${units.slice(-places)}`;
}

it("makes no cell that a spreadsheet would execute, but for numbers", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomText, { minLength: 1 }), async (texts) => {
      const table = {
        name: "t",
        columns: columnsOf({ a: "text", b: "text" }),
        rows: texts.map((text) => [text, "x"]),
      };
      const { bytes } = await writeBytes("csv", answerOf([table]));
      const cells = await askDuckDb(
        bytes,
        `FROM read_csv(FILE, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false, parallel = false)`,
      );
      expect(cells.filter(([cell]) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell ?? ""))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
