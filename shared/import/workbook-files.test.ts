import type { DataSource } from "typeorm";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { migrate } from "../database/migrate";
import { importText } from "./fixture/import-text";
import { items } from "./fixture/items";
import { itemsSource } from "./fixture/items-source";
import { formatted, type TestSheet, type TestWorkbook, writeWorkbook } from "./fixture/workbook";
import { inEnglish } from "./report/translate";
import { writeWorkbookTemplate } from "./write-template";

let url: string;
let dataSource: DataSource;

beforeAll(async () => {
  url = await createTestDatabase("import_workbook");
  dataSource = await itemsSource(url).initialize();
  await migrate(dataSource);
});

afterAll(() => dataSource.destroy());

beforeEach(() => dataSource.query("TRUNCATE item, import_change, import_run"));

const header = ["Mã", "Tên gọi", "Hộp", "Loại", "Ngày nhập", "Số lượng", "Giá", "Lần thấy cuối", "Dễ vỡ"];
const row: TestSheet["rows"][number] = [
  "I-1",
  "=1+1 là tên <&>",
  "B1",
  "đồ chơi",
  formatted(45931, 1),
  3,
  0.1 + 0.2,
  formatted(45931.35416666666, 4),
  { xml: ' t="b"><v>1</v>' },
];
const item = {
  ...{ code: "I-1", title: "=1+1 là tên <&>", added_on: "2025-10-01", count: 3, price: "0.3" },
  ...{ seen_at: "2025-10-01 08:30:00", fragile: true },
};
const stored = () =>
  dataSource.query(`
    SELECT code, title, added_on::text, count, price, (seen_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::text AS seen_at, fragile
    FROM item ORDER BY code`);
const take = (workbook: TestWorkbook, argv: string[] = []) =>
  importText(url, [writeWorkbook(workbook)], { argv: ["-", "--import", "items", ...argv] });
const sheet = (...rows: TestSheet["rows"]): TestSheet => ({ name: "Kho", rows: [header, ...rows] });
const taken = "items: 1 rows: 1 inserted, 0 changed, 0 unchanged; all taken in.";

describe("a workbook", () => {
  it.each([true, false])("with typed cells is taken in, its texts shared: %j", async (hasSharedStrings) => {
    expect(await take({ sheets: [sheet(row)], hasSharedStrings })).toMatchObject({ code: 0, lines: [taken] });
    expect(await stored()).toEqual([item]);
  });

  it("whose days count from 1904 has the days that it shows, by format or not", async () => {
    const day = 45931 - 1462;
    const rows = [
      [...row.slice(0, 4), formatted(day, 1), ...row.slice(5, 7), formatted(day + 0.354166666, 4), null],
      ["I-2", ...row.slice(1, 4), day, 3, 1, null, null],
    ];
    expect((await take({ sheets: [sheet(...rows)], isFrom1904: true })).code).toBe(0);
    expect((await stored()).map((one: typeof item) => one.added_on)).toEqual(["2025-10-01", "2025-10-01"]);
  });

  it("of several sheets has the one whose header fits, and the others are told", async () => {
    const sheets: TestSheet[] = [
      { name: "Bìa", rows: [["BÁO CÁO"], ["Mã"]] },
      { ...sheet(row), name: "Ẩn", state: "hidden" },
      { name: "Dữ liệu", rows: [["DANH SÁCH"], [], header, row] },
    ];
    expect(await take({ sheets })).toMatchObject({
      code: 0,
      lines: [
        'Note: line 1: "DANH SÁCH" was passed over – it stands above the header.',
        expect.stringMatching(/"Bìa" was passed over – another sheet was taken; --sheet chooses\.$/),
        taken,
      ],
    });
    expect((await take({ sheets }, ["--sheet", "Bìa"])).code).toBe(1);
    expect(await take({ sheets }, ["--sheet", "Ẩn"])).toMatchObject({
      lines: [
        'line 1: expected the name of a sheet, one of Bìa, Dữ liệu, got "Ẩn".',
        "1 problem. Nothing was changed.",
      ],
    });
  });

  it.each<[string, TestSheet["rows"][number], RegExp]>([
    [
      "a formula that nobody calculated",
      ["I-1", { xml: "><f>A1</f>" }, ...row.slice(2)],
      /column B \(Tên gọi\): expected a value, got nothing – its formula was never calculated/,
    ],
    [
      "an error",
      ["I-1", "a", { xml: ' t="e"><v>#REF!</v>' }, ...row.slice(3)],
      /column C \(Hộp\): expected a value, got "#REF!"/,
    ],
    [
      "a number with digits that are lost",
      ["I-1", { xml: "><v>12345678901234567890</v>" }, ...row.slice(2)],
      /column B \(Tên gọi\): expected at most fifteen digits in a number/,
    ],
    [
      "a point in a whole number, which is no thousand",
      [...row.slice(0, 5), 1.243, ...row.slice(6)],
      /column F \(Số lượng\): expected a whole number from 0 to 1000000, got "1\.243"/,
    ],
  ])("with %s is refused", async (_name, cells, line) => {
    const { code, lines } = await take({ sheets: [sheet(cells)] });
    expect([code, lines[0]]).toEqual([1, expect.stringMatching(line)]);
  });

  it("that a spreadsheet has read as month/day/year is refused: its days are half days, half texts", async () => {
    const rows = [
      [...row.slice(0, 4), formatted(45966, 1), ...row.slice(5)],
      ["I-2", ...row.slice(1, 4), "13/11/2025", ...row.slice(5)],
    ];
    const { code, lines } = await take({ sheets: [sheet(...rows)] });
    expect([code, lines[0]]).toEqual([
      1,
      expect.stringMatching(/^line 3, column E \(Ngày nhập\): .* has read this column as month\/day\/year/),
    ]);
  });

  it("that is damaged, or another kind of document, is told so", async () => {
    const whole = writeWorkbook({ sheets: [sheet(row)] });
    const half = await importText(url, [whole.subarray(0, whole.length / 2)], { argv: ["-"] });
    expect(half.lines[0]).toMatch(/it is a workbook that cannot be read: it is damaged or not whole/);
    const noTable = await take({ sheets: [{ ...sheet(row), state: "veryHidden" }] });
    expect(noTable.lines[0]).toBe("line 1: expected a sheet that is not hidden.");
    expect(await stored()).toEqual([]);
  });

  it("whose cell inflates to more than a cell may hold is refused before all of it is read", async () => {
    const bomb = { xml: ` t="inlineStr"><is><t>${"x".repeat(5_000_000)}</t></is>` };
    const { code, lines } = await take({ sheets: [sheet(["I-1", bomb, ...row.slice(2)])] });
    expect([code, lines[0]]).toEqual([1, expect.stringMatching(/it is a workbook that cannot be read/)]);
  });

  it("that was cut off within a sheet changes nothing", async () => {
    const rows = Array.from({ length: 2000 }, (_, at) => [`I-${at}`, ...row.slice(1)]);
    const bytes = writeWorkbook({ sheets: [sheet(...rows)] });
    // A byte within the deflated sheet: its rows are wrong from there, or its check sum is.
    const at = bytes.indexOf("xl/worksheets/sheet1.xml") + 5_000;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
    const { code, lines } = await importText(url, [bytes], { argv: ["-", "--import", "items"] });
    expect([code, lines.at(-1)]).toEqual([1, expect.stringMatching(/Nothing was changed\.$/)]);
    expect(await stored()).toEqual([]);
  });
});

describe("the template as a workbook", () => {
  it.each(["vi", "en"] as const)(
    "in %s is taken in when it is filled in, zeros and all",
    async (language) => {
      const template = Buffer.from(writeWorkbookTemplate(items, language, inEnglish));
      const empty = await importText(url, [template], { argv: ["-", "--import", "items"] });
      expect(empty.lines.at(-1)).toBe("items: 0 rows: 0 inserted, 0 changed, 0 unchanged; nothing changed.");
    },
  );
});
