import type { DataSource } from "typeorm";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { migrate, migrationDrift } from "../database/migrate";
import { importText } from "./fixture/import-text";
import { itemsSource } from "./fixture/items-source";

let url: string;
let dataSource: DataSource;

beforeAll(async () => {
  url = await createTestDatabase("import_file");
  dataSource = await itemsSource(url).initialize();
  await migrate(dataSource);
});

afterAll(() => dataSource.destroy());

beforeEach(() => dataSource.query("TRUNCATE item, import_change, import_run"));

const header = "Code,Title,Box,Kind,Added on,Count,Price\n";
const table = () => dataSource.query("SELECT * FROM item ORDER BY code");
const runs = () =>
  dataSource.query(
    "SELECT name, file, actor, inserted, changed, unchanged, length(sha256) AS digits FROM import_run",
  );

describe("a file", () => {
  it("is taken in, and changes nothing when it comes again", async () => {
    const file = `${header}I-1,"Đèn ""bàn""",B1,đồ chơi,14/11/2025,3,-1.50\nI-2,Bút,B2,TOOL,2025-11-01,0,\n`;
    expect(await importText(url, file)).toMatchObject({
      code: 0,
      lines: ["items: 2 rows: 2 inserted, 0 changed, 0 unchanged; all taken in."],
    });
    expect(await importText(url, file)).toMatchObject({
      code: 0,
      lines: ["items: 2 rows: 0 inserted, 0 changed, 2 unchanged; nothing changed."],
    });
    expect((await table())[0]).toEqual({
      code: "I-1",
      title: 'Đèn "bàn"',
      box: "B1",
      kind: "TOY",
      added_on: "2025-11-14",
      removed_on: null,
      count: 3,
      price: "-1.50",
      wear: null,
      seen_at: null,
      fragile: null,
      tags: null,
    });
    const run = { name: "items", file: "-", actor: "An", digits: 64 };
    expect(await runs()).toEqual([
      { ...run, inserted: 2, changed: 0, unchanged: 0 },
      { ...run, inserted: 0, changed: 0, unchanged: 2 },
    ]);
  });

  it("of a dry run says what it would do, and does nothing", async () => {
    const file = `${header}I-1,Đèn,B1,TOY,14/11/2025,3,1\n`;
    const answer = await importText(url, file, { argv: ["-", "--dry-run"] });
    expect(answer).toMatchObject({
      code: 0,
      lines: [
        "items: 1 rows: would be 1 inserted, 0 changed, 0 unchanged; nothing was changed, as this was a dry run.",
      ],
    });
    expect([await table(), await runs()]).toEqual([[], []]);
  });

  it("leaves a column alone that it does not have", async () => {
    const row = "I-1,Đèn,B1,TOY,2025-11-01,3,1";
    await importText(url, `Removed on,${header}2025-11-10,${row}\n`);
    expect(await importText(url, `${header}${row}\n`)).toMatchObject({
      lines: ["items: 1 rows: 0 inserted, 0 changed, 1 unchanged; nothing changed."],
    });
    expect((await table())[0]).toMatchObject({ removed_on: "2025-11-10" });
  });

  it("names every row that is wrong, whichever rule found it, in one pass", async () => {
    const rows = [
      "I-1,Đèn,B1,TOY,31/02/2025,three,1",
      "I-2,Bút,B99,TOY,14/11/2025,3,1",
      "I-3,Bút,B1,TOY,14/11/2025,3,1",
      "I-3,Vở,B1,TOY,14/11/2025,3,1",
      "I-4,Vở,B1,TOY,14/11/2025,3",
      ",=1+1,B1,?,14/11/2025,3,\u001b[31m1",
    ];
    expect(await importText(url, `${header}${rows.join("\n")}\n`)).toMatchObject({
      code: 1,
      lines: [
        'line 2, column E (Added on): expected a day as 2025-11-14 or 14/11/2025, got "31/02/2025" – there is no such day.',
        'line 2, column F (Count): expected a whole number from 0 to 1000000, got "three".',
        'line 3, column C (Box): expected the code of a known box, got "B99".',
        'line 5, column A (Code): expected another code than that of an earlier line, got "I-3" – as in line 4.',
        'line 6: expected 7 cells, as in the header, got "6".',
        "line 7, column A (Code): expected a code as I-1, got nothing.",
        'line 7, column B (Title): expected a text that a spreadsheet does not take for a formula, got "=1+1" – if it is meant as text, put an apostrophe (\') before it.',
        'line 7, column D (Kind): expected one of TOOL (đồ dùng), TOY (đồ chơi), got "?".',
        'line 7, column G (Price): expected a number of at least -1000000000, got "\\u001b[31m1".',
        "9 problems. Nothing was changed.",
      ],
    });
    expect([await table(), await runs()]).toEqual([[], []]);
  });

  it("tells one cause once, with the lines that have it", async () => {
    const rows = Array.from(
      { length: 1500 },
      (_, index) => `I-${index},Bút,B99,TOY,${index < 3 ? "11/13/2025" : "14/11/2025"},3,1\n`,
    );
    const { lines } = await importText(url, `${header}${rows.join("")}`);
    expect(lines).toEqual([
      expect.stringMatching(/^lines 2, 3, 4, column E \(Added on\): .*month\/day\/year/),
      'lines 5, 6, 7, 8, 9 and 1492 more, column C (Box): expected the code of a known box, got "B99".',
      "2 problems in 1500 places. Nothing was changed.",
    ]);
  });

  it("shows a thousand causes and counts the rest", async () => {
    const rows = Array.from({ length: 1500 }, (_, index) => `I-${index},Bút,X${index},TOY,14/11/2025,3,1\n`);
    const { lines } = await importText(url, `${header}x\n${rows.join("")}`);
    expect(lines.length).toBe(1002);
    expect(lines.slice(-2)).toEqual(["… and 501 more.", "1501 problems. Nothing was changed."]);
  });
});

const required = "Title (Tên gọi)";
const bad: { name: string; file: Buffer | string; lines: string[] }[] = [
  { name: "nothing", file: "", lines: ["line 1: expected a header, got an empty file."] },
  { name: "blank lines", file: "\n \r\n", lines: ["line 1: expected a header, got an empty file."] },
  {
    name: "unknown, missing and double headers",
    file: "Code,mã,Colour,Box,Kind,Added on,Count\n",
    lines: [
      'line 1, column B (mã): expected the header Code (Mã) once, got "mã" – "Code" stands for it already.',
      `line 1, column C (Colour): expected a header of this import: Code (Mã), ${required}, Box (Hộp), Kind (Loại), Added on (Ngày nhập), Removed on (Ngày lấy ra), Count (Số lượng), Price (Giá), Wear (Hao mòn), Seen at (Lần thấy cuối), Fragile (Dễ vỡ), Tags (Nhãn), got "Colour".`,
      `line 1: expected a column ${required} – it is missing.`,
    ],
  },
  {
    name: "too many columns",
    file: `${"Code,".repeat(201)}\n`,
    lines: ['line 1: expected at most 200 columns, got "201".'],
  },
  {
    name: "bytes that are no UTF-8",
    file: Buffer.concat([
      Buffer.from(header),
      Buffer.from("I-1,\xc3\xa8n \xe8,B1,TOY,2025-11-14,1,1\n", "latin1"),
    ]),
    lines: [
      'line 2: expected UTF-8, got "I-1,èn \ufffd,B1,TOY,2025-11-14," – the file has another encoding, such as Windows-1258: save it as CSV UTF-8, or as Excel Workbook (.xlsx); the rest of the file was not read.',
    ],
  },
  {
    name: "a quote that is never closed",
    file: `${header}I-1,Đèn,B1,TOY,2025-11-14,1,1\nI-2,"Bút,B1,TOY,2025-11-14,1,1\nI-3,Vở,B1,TOY,2025-11-14,1,1\n`,
    lines: [
      "line 3, column B (Title): expected a closing quote; the one that opens here is never closed – the rest of the file was not read.",
    ],
  },
  {
    name: "NUL bytes",
    file: `${header}I-1,Đ\u0000èn,B1,TOY,2025-11-14,1,1\n`,
    lines: ['line 2, column B (Title): expected a text without control characters, got "Đ\\u0000èn".'],
  },
  {
    name: "carriage returns alone",
    file: `${header}I-1,Đ\rèn,B1,TOY,2025-11-14,1,1\n`,
    lines: [
      'line 2, column B (Title): expected a cell without a carriage return, or quotes around it, got "Đ\\u000dèn".',
    ],
  },
  {
    name: "stray quotes",
    file: `${header}I-1,5" wide,B1,TOY,2025-11-14,1,1\nI-2,"a"b,B1,TOY,2025-11-14,1,1\n`,
    lines: [
      'line 2, column B (Title): expected quotes around the whole cell, and doubled within it, got "5" wide".',
      'line 3, column B (Title): expected , or the line\'s end after a closing quote, got "b" – double a quote within a cell.',
    ],
  },
  {
    name: "a cell that is too long",
    file: `${header}I-1,${"x".repeat(32_768)},B1,TOY,2025-11-14,1,1\n`,
    lines: [
      `line 2, column B (Title): expected a cell of at most 32767 characters, got "${"x".repeat(60)}…".`,
    ],
  },
  {
    name: "a rule across columns that is broken",
    file: `Removed on,${header}2025-11-13,I-1,Đèn,B1,TOY,2025-11-14,1,1\n2025-11-15,I-2,Đèn,B1,TOY,2025-11-14,1,1\n`,
    lines: [
      'line 2, column A (Removed on): expected no day before that of adding, 2025-11-14, got "2025-11-13".',
      'line 3, column A (Removed on): expected a day up to today, 2025-11-14, got "2025-11-15".',
    ],
  },
];

describe("bad input", () => {
  it.each(bad)("that is $name is refused, and nothing changes", async ({ file, lines }) => {
    const count = lines.length === 1 ? "1 problem" : `${lines.length} problems`;
    const content = typeof file === "string" ? file : [file];
    expect(await importText(url, content, { argv: ["-", "--import", "items"] })).toMatchObject({
      code: 1,
      lines: [...lines, `${count}. Nothing was changed.`],
    });
    expect([await table(), await runs()]).toEqual([[], []]);
  });

  it("that is a line of 200 MB is refused after the first megabyte of it", async () => {
    let given = 0;
    function* endless() {
      yield Buffer.from(header);
      for (; given < 200; given += 1) yield Buffer.alloc(1024 * 1024, "x");
    }
    expect(await importText(url, endless())).toMatchObject({
      code: 1,
      lines: [
        "line 2: expected the line's end within 1048576 bytes – the rest of the file was not read.",
        "1 problem. Nothing was changed.",
      ],
    });
    expect(given).toBeLessThan(20);
  });

  it("that only the database knows is refused in its words", async () => {
    await dataSource.query("ALTER TABLE item ADD CONSTRAINT item_odd_check CHECK (count % 2 = 1) NOT VALID");
    const answer = await importText(url, `${header}I-1,Đèn,B1,TOY,14/11/2025,2,1\n`);
    await dataSource.query("ALTER TABLE item DROP CONSTRAINT item_odd_check");
    expect(answer.code).toBe(1);
    expect(answer.lines[0]).toContain('violates check constraint "item_odd_check"');
    expect(answer.lines.at(-1)).toBe("Nothing was changed.");
    expect([await table(), await runs()]).toEqual([[], []]);
  });
});

describe("two imports at once", () => {
  it("do not mix: the second waits, says so, and sees what the first has done", async () => {
    const row = (number: number, title: string) => `I-${number},${title},B1,TOY,14/11/2025,1,1\n`;
    const numbers = Array.from({ length: 500 }, (_, index) => index + 1);
    const files = ["Đèn", "Bút"].map(
      (title) => header + numbers.map((number) => row(number, title)).join(""),
    );
    const answers = await Promise.all(files.map((file) => importText(url, file)));
    expect(answers.map(({ lines }) => lines[0]).toSorted()).toEqual([
      "items: 500 rows: 0 inserted, 500 changed, 0 unchanged; all taken in.",
      "items: 500 rows: 500 inserted, 0 changed, 0 unchanged; all taken in.",
    ]);
    expect(await dataSource.query("SELECT count(DISTINCT title)::int AS titles FROM item")).toEqual([
      { titles: 1 },
    ]);
  });

  it("wait for the lock of their name", async () => {
    const holder = dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query("SELECT pg_advisory_xact_lock(hashtext('import'), hashtext('items'))");
    const running = importText(url, `${header}I-1,Đèn,B1,TOY,14/11/2025,2,1\n`);
    const waiting = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
    while ((await dataSource.query(waiting)).length === 0);
    await holder.commitTransaction();
    await holder.release();
    const { code, progress } = await running;
    expect([code, progress.split("\n").filter((line) => line.startsWith("waiting"))]).toEqual([
      0,
      ["waiting for another import (-)"],
    ]);
  });
});

it("makes the table of runs as its entity describes it", async () => {
  expect(await migrationDrift(dataSource)).toEqual([]);
});
