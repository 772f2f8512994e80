import fc from "fast-check";
import { answerOf, columnsOf } from "../../../test/support/tables/answer-of";
import { askDuckDb, closeDuckDb } from "../../../test/support/tables/ask-duckdb";
import { randomTable } from "../../../test/support/tables/random-tables";
import { writeBytes } from "../../../test/support/tables/write-bytes";
import type { Cell, Column, Row } from "../../tables/table";

afterAll(closeDuckDb);

const columns = columnsOf({
  mã: "text",
  ngày: "date",
  lúc: "instant",
  tiền: { kind: "decimal", scale: 2 },
  số: "integer",
  kèm: "json",
});
const rows = [
  ["00004", "2025-11-14", "2025-11-14T10:00:00.000Z", "123456789012345678.50", 3, '{\n"a": 1}'],
  ["00016", "2025-11-15", "2025-11-14T17:00:00.500Z", "12.50", 4, '"x"'],
  [null, null, null, null, null, null],
];

it("writes NDJSON: an object a line, decimals as numbers that no reader rounds, Hanoi's time with its offset", async () => {
  const { bytes } = await writeBytes("ndjson", answerOf([{ name: "t", columns, rows }]));
  expect(bytes.toString()).toBe(
    [
      '{"mã":"00004","ngày":"2025-11-14","lúc":"2025-11-14T17:00:00+07:00","tiền":"123456789012345678.50","số":3,"kèm":{ "a": 1}}',
      '{"mã":"00016","ngày":"2025-11-15","lúc":"2025-11-15T00:00:00.5+07:00","tiền":12.50,"số":4,"kèm":"x"}',
      '{"mã":null,"ngày":null,"lúc":null,"tiền":null,"số":null,"kèm":null}',
      "",
    ].join("\n"),
  );
});

it("writes JSON: tables with their columns, decimals as texts, and the notes at the end", async () => {
  const answer = answerOf(
    [
      { name: "dossiers", columns, rows, pageRows: 1 },
      { name: "none", columns: columnsOf({ code: "text" }), rows: [] },
    ],
    { sources: ["https://hanoi.gov.vn"], remarks: ["synthetic"] },
  );
  const { bytes } = await writeBytes("json", answer);
  expect(JSON.parse(bytes.toString())).toEqual({
    tables: [
      {
        name: "dossiers",
        columns: [
          { name: "mã", key: "mã", type: "text" },
          { name: "ngày", key: "ngày", type: "date" },
          { name: "lúc", key: "lúc", type: "instant" },
          { name: "tiền", key: "tiền", type: "decimal", scale: 2 },
          { name: "số", key: "số", type: "integer" },
          { name: "kèm", key: "kèm", type: "json" },
        ],
        rows: [
          ["00004", "2025-11-14", "2025-11-14T17:00:00+07:00", "123456789012345678.50", 3, { a: 1 }],
          ["00016", "2025-11-15", "2025-11-15T00:00:00.5+07:00", "12.50", 4, "x"],
          [null, null, null, null, null, null],
        ],
      },
      { name: "none", columns: [{ name: "code", key: "code", type: "text" }], rows: [] },
    ],
    notes: {
      text: "{ dossiers { nodes { code } } }",
      role: "analyst",
      askedAt: "2025-11-14T10:00:00+07:00",
      rows: { dossiers: 3, none: 0 },
      sources: ["https://hanoi.gov.vn"],
      remarks: ["synthetic"],
    },
  });
});

/** What a cell is when it has been read by JSON.parse. */
function expected(cell: Cell, { type }: Column): unknown {
  if (cell === null) return null;
  if (type.kind === "instant") return Date.parse(String(cell));
  if (type.kind === "json") return JSON.parse(String(cell));
  return type.kind === "decimal" ? Number(cell) : cell;
}

it("is read as it was, whatever the cells hold", async () => {
  await fc.assert(
    fc.asyncProperty(randomTable, async (table) => {
      const given = table.rows.map((row) => row.map((cell, at) => expected(cell, columnAt(table, at))));
      const lines = (await writeBytes("ndjson", answerOf([{ name: "t", ...table }]))).bytes
        .toString()
        .split("\n");
      expect(lines.pop()).toBe("");
      const objects = lines.map((line): Record<string, unknown> => JSON.parse(line));
      expect(objects.map((object) => Object.keys(object))).toEqual(
        table.rows.map(() => table.columns.map(({ name }) => name)),
      );
      expect(objects.map((object) => readBack(Object.values(object), table))).toEqual(given);
      const document = (await writeBytes("json", answerOf([{ name: "t", ...table }]))).bytes.toString();
      const read: Row[] = JSON.parse(document).tables[0].rows;
      expect(read.map((row) => readBack(row, table))).toEqual(given);
    }),
    { numRuns: 60 },
  );
});

function readBack(row: readonly unknown[], table: { columns: Column[] }): unknown[] {
  return row.map((value, at) => {
    const { kind } = columnAt(table, at).type;
    if (value === null) return null;
    if (kind === "instant") return Date.parse(String(value));
    return kind === "decimal" ? Number(value) : value;
  });
}

function columnAt({ columns }: { columns: Column[] }, at: number): Column {
  const column = columns[at];
  if (!column) throw new Error(`no column ${at}`);
  return column;
}

it("gives DuckDB types: text that stays text, numbers, days and instants", async () => {
  const { bytes } = await writeBytes("ndjson", answerOf([{ name: "t", columns, rows }]));
  expect(
    await askDuckDb(bytes, `SELECT mã, ngày + 1, epoch_ms(lúc::TIMESTAMPTZ), số + 1 FROM read_json(FILE)`),
  ).toEqual([
    ["00004", "2025-11-15", "1763114400000", "4"],
    ["00016", "2025-11-16", "1763139600500", "5"],
    [null, null, null, null],
  ]);
  expect(
    await askDuckDb(bytes, `SELECT tiền FROM read_json(FILE, columns = {tiền: 'DECIMAL(38, 2)'})`),
  ).toEqual([["123456789012345678.50"], ["12.50"], [null]]);
});
