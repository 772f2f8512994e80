import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { parquetMetadata } from "hyparquet";
import { answerOf, columnsOf } from "../../../test/support/tables/answer-of";
import { askDuckDb, closeDuckDb } from "../../../test/support/tables/ask-duckdb";
import { randomTable } from "../../../test/support/tables/random-tables";
import { writeBytes } from "../../../test/support/tables/write-bytes";
import type { Cell, Column } from "../../tables/table";

afterAll(closeDuckDb);

const columns = columnsOf({
  Mã: "text",
  ngày: "date",
  lúc: "instant",
  tiền: { kind: "decimal", scale: 2 },
  "tỷ lệ": "decimal",
  số: "integer",
  thực: "float",
  đúng: "boolean",
  kèm: "json",
});
const rows = [
  ["00004", "2025-11-14", "2025-11-14T10:00:00.000Z", "12.50", "0.8589", 2 ** 53 - 1, 0.1, true, "{}"],
  [
    "",
    "1899-12-31",
    "1900-02-28T23:00:00.123456+07:00",
    "-123456789012345678901234567890.1",
    "-1",
    -5,
    -1e300,
    false,
    "[1]",
  ],
  [null, null, null, null, null, null, null, null, null],
];

it("keeps types and all digits, as DuckDB reads it", async () => {
  const { bytes } = await writeBytes("parquet", answerOf([{ name: "t", columns, rows }]));
  expect(
    await askDuckDb(bytes, "SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet(FILE))"),
  ).toEqual([
    ["Mã", "VARCHAR"],
    ["ngày", "DATE"],
    ["lúc", "TIMESTAMP WITH TIME ZONE"],
    ["tiền", "DECIMAL(38,2)"],
    ["tỷ lệ", "DECIMAL(38,4)"],
    ["số", "BIGINT"],
    ["thực", "DOUBLE"],
    ["đúng", "BOOLEAN"],
    ["kèm", "VARCHAR"],
  ]);
  expect(await askDuckDb(bytes, "SELECT * REPLACE (epoch_us(lúc) AS lúc) FROM read_parquet(FILE)")).toEqual([
    ["00004", "2025-11-14", "1763114400000000", "12.50", "0.8589", "9007199254740991", "0.1", "true", "{}"],
    [
      "",
      "1899-12-31",
      String(BigInt(Date.UTC(1900, 1, 28, 16)) * 1000n + 123_456n),
      "-123456789012345678901234567890.10",
      "-1.0000",
      "-5",
      "-1e+300",
      "false",
      "[1]",
    ],
    [null, null, null, null, null, null, null, null, null],
  ]);
});

it("has the query and the notes in its footer, those that are known at the end too", async () => {
  const answer = answerOf([{ name: "t", columns, rows }], {
    sources: ["https://hanoi.gov.vn"],
    remarks: ["Hàng tổng hợp"],
  });
  const { bytes } = await writeBytes("parquet", answer);
  const { key_value_metadata: pairs, created_by: createdBy } = parquetMetadata(arrayBufferOf(bytes));
  const metadata = Object.fromEntries((pairs ?? []).map(({ key, value }) => [key, value ?? ""]));
  expect({ ...metadata, "ARROW:schema": undefined, notes: JSON.parse(metadata.notes ?? "") }).toEqual({
    title: "Dossiers",
    query: "{ dossiers { nodes { code } } }",
    variables: "{}",
    role: "analyst",
    askedAt: "2025-11-14T10:00:00+07:00",
    notes: { rows: { t: 3 }, sources: ["https://hanoi.gov.vn"], remarks: ["Hàng tổng hợp"] },
  });
  expect(createdBy).toBe("Hanoi Sector Graph");
});

it("drops sources from the footer where they are more than it has room for, and says how many", async () => {
  const sources = Array.from(
    { length: 100 },
    (_, at) => `https://hanoi.gov.vn/nguồn/${"x".repeat(80)}/${at}`,
  );
  const { bytes } = await writeBytes("parquet", answerOf([{ name: "t", columns, rows }], { sources }));
  const { key_value_metadata: pairs } = parquetMetadata(arrayBufferOf(bytes));
  const notes = JSON.parse(pairs?.find(({ key }) => key === "notes")?.value ?? "");
  expect(notes.sources).toEqual(sources.slice(0, notes.sources.length));
  expect(notes.sources.length + notes.more).toBe(100);
  expect(notes.sources.length).toBeGreaterThan(20);
});

it("has row groups of bounded size, dictionaries, and zstd", async () => {
  const many = Array.from({ length: 120_000 }, (_, at) => [`P${at % 7}`, at]);
  const table = { name: "t", columns: columnsOf({ code: "text", n: "integer" }), rows: many, pageRows: 5000 };
  const { bytes } = await writeBytes("parquet", answerOf([table]));
  const { row_groups: groups } = parquetMetadata(arrayBufferOf(bytes));
  expect(groups.map(({ num_rows }) => num_rows)).toEqual([100_000n, 20_000n]);
  const [code] = groups[0]?.columns ?? [];
  expect([code?.meta_data?.codec, code?.meta_data?.encodings.includes("RLE_DICTIONARY")]).toEqual([
    "ZSTD",
    true,
  ]);
  expect(
    await askDuckDb(bytes, "SELECT count(*), sum(n), count(DISTINCT code) FROM read_parquet(FILE)"),
  ).toEqual([["120000", String((120_000 * 119_999) / 2), "7"]]);
});

it("ends a row group before it holds more than a piece of memory", async () => {
  const long = Array.from({ length: 3000 }, () => [randomBytes(12_000).toString("base64")]);
  const table = { name: "t", columns: columnsOf({ text: "text" }), rows: long, pageRows: 500 };
  const { bytes } = await writeBytes("parquet", answerOf([table]));
  const { row_groups: groups } = parquetMetadata(arrayBufferOf(bytes));
  expect(groups.length).toBeGreaterThan(2);
  expect(groups.filter(({ total_byte_size }) => total_byte_size > 32_000_000n)).toEqual([]);
});

it("has a schema where there are no rows", async () => {
  const { bytes } = await writeBytes("parquet", answerOf([{ name: "t", columns, rows: [] }]));
  expect(await askDuckDb(bytes, "FROM read_parquet(FILE)")).toEqual([]);
  expect(await askDuckDb(bytes, "SELECT count(*) FROM (DESCRIBE FROM read_parquet(FILE))")).toEqual([["9"]]);
});

it("is read as it was, whatever the cells hold", async () => {
  await fc.assert(
    fc.asyncProperty(randomTable, async (table) => {
      const { bytes } = await writeBytes("parquet", answerOf([{ name: "t", ...table }]));
      const names = table.columns.map(({ name, type }) =>
        type.kind === "instant" ? `epoch_ms("${name}") AS "${name}"` : `"${name}"`,
      );
      const read = await askDuckDb(bytes, `SELECT ${names.join(", ")} FROM read_parquet(FILE)`);
      const normal = (row: readonly (Cell | undefined)[]) =>
        table.columns.map((column, at) => normalised(row[at] ?? null, column));
      expect(read.map(normal)).toEqual(table.rows.map(normal));
    }),
    { numRuns: 40 },
  );
});

/** The same value in one way of writing. */
function normalised(cell: Cell, { type }: Column): unknown {
  if (cell === null) return null;
  if (type.kind === "instant") return /^-?\d+$/.test(String(cell)) ? Number(cell) : Date.parse(String(cell));
  if (type.kind === "float") return Number(cell);
  if (type.kind === "decimal")
    return String(cell)
      .replace(/(\.\d*?)0+$/, "$1")
      .replace(/\.$/, "");
  return String(cell);
}

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
