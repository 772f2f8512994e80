import type { DataSource } from "typeorm";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { migrate } from "../database/migrate";
import { importText } from "./fixture/import-text";
import { itemsSource } from "./fixture/items-source";

/* Text files as offices make them, each taken or refused as a whole; workbooks are in workbook-files.test.ts. */

let url: string;
let dataSource: DataSource;

beforeAll(async () => {
  url = await createTestDatabase("import_office");
  dataSource = await itemsSource(url).initialize();
  await migrate(dataSource);
});

afterAll(() => dataSource.destroy());

beforeEach(() => dataSource.query("TRUNCATE item, import_change, import_run"));

const cells = ["Mã", "Tên gọi", "Hộp", "Loại", "Ngày nhập", "Số lượng"];
const row = ["I-1", "Số hóa hồ sơ", "B1", "đồ chơi", "05/11/2025", "3"];
const item = { code: "I-1", title: "Số hóa hồ sơ", box: "B1", kind: "TOY", added_on: "2025-11-05", count: 3 };
const lines = (...all: string[][]) => all.map((one) => one.join(";")).join("\r\n");
const taken = "items: 1 rows: 1 inserted, 0 changed, 0 unchanged; all taken in.";
const stored = () =>
  dataSource.query("SELECT code, title, box, kind, added_on::text, count FROM item ORDER BY code");

interface Case {
  name: string;
  file: string | Buffer;
  /** What is told besides that all was taken in. */
  notes?: string[];
}

const good: Case[] = [
  { name: "with semicolons", file: lines(cells, row) },
  { name: "with tabs", file: `\ufeff${lines(cells, row).replaceAll(";", "\t")}` },
  { name: "with a line sep=|", file: `sep=|\r\n${lines(cells, row).replaceAll(";", "|")}` },
  {
    name: "in UTF-16 with tabs, as Excel writes Unicode text",
    file: Buffer.from(`\ufeff${lines(cells, row).replaceAll(";", "\t")}`, "utf16le"),
  },
  { name: "in UTF-16 without a mark", file: Buffer.from(lines(cells, row), "utf16le") },
  {
    name: "in UTF-16 of the other order",
    file: Buffer.from(`\ufeff${lines(cells, row)}`, "utf16le").swap16(),
  },
  { name: "whose letters and accents are apart", file: lines(cells, row).normalize("NFD") },
  {
    name: "with a title that has commas above the header",
    file: `Báo cáo, quý IV, năm 2025, của kho, lần 1, bản chính, gửi Sở\r\n\r\n${lines(cells, row)}`,
    notes: [
      'Note: line 1: "Báo cáo, quý IV, năm 2025, của kho, lần 1, bản chính, gửi Sở" was passed over – it stands above the header.',
    ],
  },
  {
    name: "with a header of two rows",
    file: lines(
      ["Mã", "Tên gọi", "Nơi", "", "Khi nào", "Số lượng"],
      ["", "", "Hộp", "Loại", "Ngày nhập", ""],
      row,
    ),
    notes: [
      'Note: line 1: "Mã, Tên gọi, Nơi, Khi nào, Số lượng" was passed over – the header has several rows.',
    ],
  },
  {
    name: "with running numbers, numbered columns, a total and signatures",
    file: lines(
      ["STT", ...cells],
      ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
      ["1", ...row],
      ["", "Tổng cộng: 1", "", "", "", "", "3"],
      ["", "", "", "", "", "", ""],
      ["", "", "Người lập biểu", "", "", "Thủ trưởng", ""],
    ),
    notes: [
      'Note: line 1, column A (STT): "STT" was passed over – it numbers the rows.',
      'Note: line 2: "(1), (2), (3), (4), (5), (6), (7)" was passed over – it numbers the columns.',
      'Note: line 4: "Tổng cộng: 1, 3" was passed over – it is a total.',
      'Note: line 6: "Người lập biểu, Thủ trưởng" was passed over – it stands below the table.',
    ],
  },
  {
    name: "with empty columns and rows",
    file: lines(["", ...cells, "", ""], ["", ...row, "", ""], ["", "", "", "", "", "", "", "", ""]),
  },
  {
    name: "with no-break spaces and characters that nobody sees",
    file: lines(
      cells,
      row.map((cell) => `\u00a0${cell}\u200b\u00a0`),
    ),
  },
  {
    name: "in capital letters",
    file: lines(
      cells.map((cell) => cell.toUpperCase()),
      row,
    ),
  },
];

describe("a file", () => {
  it.each(good)("$name is taken in", async ({ file, notes = [] }) => {
    const content = typeof file === "string" ? file : [file];
    expect(await importText(url, content)).toMatchObject({ code: 0, lines: [...notes, taken] });
    expect(await stored()).toEqual([item]);
  });

  it("of bytes that come one by one is the same", async () => {
    const bytes = Buffer.from(`\ufeff${lines(cells, row).replaceAll(";", "\t")}`, "utf16le");
    const pieces = Array.from(bytes, (byte) => Buffer.of(byte));
    expect(await importText(url, pieces)).toMatchObject({ code: 0, lines: [taken] });
    expect(await stored()).toEqual([item]);
  });

  it("whose rows after a remark go on is not cut off there", async () => {
    const file = lines(
      cells,
      row,
      ["", "", "", "", "", ""],
      ["", "ghi chú", "", "", "", ""],
      ["I-2", ...row.slice(1)],
    );
    const { code, lines: told } = await importText(url, file);
    expect([code, told[0]]).toEqual([1, "line 4, column A (Mã): expected a code as I-1, got nothing."]);
    expect(await stored()).toEqual([]);
  });

  it("with a name that begins like a total keeps its row", async () => {
    const file = lines(cells, ["I-1", "Tổng công ty Điện", ...row.slice(2)]);
    expect(await importText(url, file)).toMatchObject({ code: 0, lines: [taken] });
  });
});

const utf8AsWindows = (text: string) => new TextDecoder("windows-1252").decode(Buffer.from(text));
const bad: (Case & { line: RegExp })[] = [
  {
    name: "in Windows-1258",
    file: Buffer.concat([Buffer.from("M\xe3;T\xean g\xf2i\r\n", "latin1"), Buffer.from(lines(row))]),
    line: /^line 1: expected UTF-8, .* Windows-1258: save it as CSV UTF-8, or as Excel Workbook \(\.xlsx\); the rest/,
  },
  {
    name: "whose UTF-8 was read as Windows-1252 and saved again",
    file: utf8AsWindows(lines(cells, row)),
    line: /^line 1, column A: expected Vietnamese that can be read, .* for "Mã":/,
  },
  {
    name: "whose letters were lost",
    file: lines(["M?", "T?n g?i", ...cells.slice(2)], row),
    line: /^line 1, column A \(M\?\): .* letters of "Mã" were lost when the file was saved/,
  },
  {
    name: "that is an old workbook",
    file: Buffer.from("d0cf11e0a1b11ae10000000000000000", "hex"),
    line: /^line 1: expected a workbook \(\.xlsx\) or a text file \(CSV\) – it is an old workbook \(\.xls\): open it and save it/,
  },
  {
    name: "that is a web page",
    file: "<html><table><tr><td>Mã</td></tr></table></html>",
    line: /it is a web page or XML, whatever its name says/,
  },
  { name: "that is a PDF", file: "%PDF-1.7\n", line: /it is a PDF/ },
  {
    name: "with a spreadsheet's errors",
    file: lines(cells, ["I-1", "a", "#N/A", "đồ chơi", "05/11/2025", "3"]),
    line: /^line 2, column C \(Hộp\): expected a value, got "#N\/A" – #N\/A is an error of the spreadsheet/,
  },
  {
    name: "with days as month/day/year",
    file: lines(cells, row, ["I-2", "a", "B1", "đồ chơi", "11/13/2025", "3"]),
    line: /^line 3, column E \(Ngày nhập\): .* the column seems to hold month\/day\/year/,
  },
  {
    name: "with decimal commas and a point that may separate thousands",
    file: lines([...cells, "Giá"], [...row, "2,5"], ["I-2", ...row.slice(1), "1.243"]),
    line: /^line 3, column G \(Giá\): .* got "1\.243" – this file has decimal commas, so its point may separate thousands: write 1243 or 1,243/,
  },
  {
    name: "with cells below a column without a header",
    file: lines([...cells.slice(0, 5), "", "Số lượng"], [...row.slice(0, 5), "x", "3"]),
    line: /^line 2, column F: expected a header above the cells of a column, got "x"/,
  },
];

describe("a file that is no good", () => {
  it.each(bad)("$name is refused with what to do, in one message", async ({ file, line }) => {
    const content = typeof file === "string" ? file : [file];
    const answer = await importText(url, content, { argv: ["-", "--import", "items"] });
    const problems = answer.lines.filter((one) => !one.startsWith("Note: "));
    expect(problems[0]).toMatch(line);
    expect(answer.code).toBe(1);
    expect(await stored()).toEqual([]);
  });

  it("is told in Vietnamese", async () => {
    const file = lines(
      cells,
      ["I-1", "a", "B99", "đồ chơi", "31/02/2025", "3"],
      ["I-2", "a", "B99", "đồ chơi", "05/11/25", "3"],
    );
    expect(await importText(url, file, { argv: ["-", "--language", "vi"] })).toMatchObject({
      code: 1,
      lines: [
        'dòng 2, cột E (Ngày nhập): cần một ngày như 2025-11-14 hoặc 14/11/2025, nhưng nhận được "31/02/2025" – không có ngày này.',
        'dòng 3, cột E (Ngày nhập): cần một ngày như 2025-11-14 hoặc 14/11/2025, nhưng nhận được "05/11/25" – hãy viết năm đủ bốn chữ số: 2025-11-05.',
        "2 lỗi. Không có gì thay đổi.",
      ],
    });
  });

  it("is taken as its hints say, where they are accepted", async () => {
    const file = lines(cells, [...row.slice(0, 4), "05/11/25", "3"]);
    expect(await importText(url, file, { argv: ["-", "--accept-hints"] })).toMatchObject({
      code: 0,
      lines: [
        'Note: line 2, column E (Ngày nhập): "05/11/25" was taken for 2025-11-05 – a hint was accepted.',
        taken,
      ],
    });
    expect(await stored()).toEqual([item]);
  });
});
