import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { RecordReader } from "./csv/record-reader";
import type { Fault, FileRow } from "./row/file-row";

function read(pieces: Buffer[]): { records: FileRow[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const reader = new RecordReader((fault) => faults.push(fault));
  const records = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
  return { records, faults };
}

const cellsByLine = (text: string) =>
  Object.fromEntries(read([Buffer.from(text)]).records.map(({ line, cells }) => [line, cells]));

const cell = fc.string({
  unit: fc.constantFrom("a", "ộ", "😀", '"', ",", ";", "\n", "\r\n", " ", "1"),
  maxLength: 8,
});
const quoteCell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const file = fc.record({
  rows: fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
    ),
  ending: fc.constantFrom("\n", "\r\n"),
  mark: fc.constantFrom("", "\ufeff"),
  last: fc.boolean(),
});

describe("the rows of a file", () => {
  it("are those that csv-parse reads, however the bytes come in", () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 40 }), ({ rows, ending, mark, last }, size) => {
        const lines = rows.map((row) => row.map(quoteCell).join(","));
        const bytes = Buffer.from(mark + lines.join(ending) + (last ? ending : ""));
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        const { records, faults } = read(pieces);
        expect(faults).toEqual([]);
        const expected: string[][] = parse(bytes, { bom: true, record_delimiter: ending });
        expect(records.map(({ cells }) => cells)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("begin on the line that an editor shows, also after line breaks within quotes", () => {
    expect(cellsByLine('a,b\r\n"x\r\ny",1\r\n\r\n"z",2\n')).toEqual({
      1: ["a", "b"],
      2: ["x\r\ny", "1"],
      5: ["z", "2"],
    });
  });

  it("lose the blanks around cells, and keep those within quotes", () => {
    expect(cellsByLine('a ,  b\n "x" ,\u00a0" y "\n')).toEqual({ 1: ["a", "b"], 2: ["x", " y "] });
  });

  it("go on at the next separator after a stray quote", () => {
    const { records } = read([Buffer.from('a,b\n"x"y,1\n5" wide,2\nq,3\n')]);
    expect(records.map(({ line, cells, faults }) => [line, cells[1], faults.length])).toEqual([
      [1, "b", 0],
      [2, "1", 1],
      [3, "2", 1],
      [4, "3", 0],
    ]);
  });
});

describe("what no memory holds", () => {
  it("is refused at the limit, with the rest unread", () => {
    let asked = 0;
    const faults: Fault[] = [];
    const reader = new RecordReader((fault) => faults.push(fault));
    reader.push(Buffer.from("a,b\n"));
    while (!reader.stopped && asked < 200) {
      reader.push(Buffer.alloc(64 * 1024, "x"));
      asked += 1;
    }
    expect(asked).toBe(17);
    expect(faults).toEqual([
      { line: 2, expected: "the line's end within 1048576 bytes", hint: "the rest of the file was not read" },
    ]);
  });

  it("is refused where its quote opened, when the lines go on within it", () => {
    const faults: Fault[] = [];
    const reader = new RecordReader((fault) => faults.push(fault));
    reader.push(Buffer.from('a,b\n1,"\n'));
    for (let piece = 0; piece < 200; piece += 1) reader.push(Buffer.from("more\n".repeat(10_000)));
    expect(faults).toEqual([
      {
        line: 2,
        column: 1,
        expected: "a closing quote within 1048576 bytes; the one that opens here is not closed",
        hint: "the rest of the file was not read",
      },
    ]);
  });
});
