import { tableFromIPC } from "apache-arrow";
import fc from "fast-check";
import { answerOf, columnsOf } from "../../../test/support/tables/answer-of";
import { randomTable } from "../../../test/support/tables/random-tables";
import { writeBytes } from "../../../test/support/tables/write-bytes";
import type { Cell, Column } from "../../tables/table";
import { dayNumber } from "../values/hanoi-time";

const columns = columnsOf({
  Mã: "text",
  ngày: "date",
  lúc: "instant",
  tiền: { kind: "decimal", scale: 2 },
  số: "integer",
  thực: "float",
  đúng: "boolean",
});

it("is one stream: the schema with what is known of the notes, the batches, an end", async () => {
  const rows = Array.from({ length: 9000 }, (_, at) => [
    `P${at % 7}`,
    null,
    null,
    "12.50",
    at,
    at / 2,
    at % 2 === 0,
  ]);
  const answer = answerOf([{ name: "t", columns, rows, pageRows: 1000 }], {
    sources: ["https://hanoi.gov.vn"],
  });
  const { bytes } = await writeBytes("arrow", answer);
  const table = tableFromIPC(bytes);
  expect(
    table.schema.fields.map(({ name, type, nullable, metadata }) => [
      name,
      `${type}`,
      nullable,
      metadata.get("key"),
    ]),
  ).toEqual([
    ["Mã", "Utf8", true, "Mã"],
    ["ngày", "Date32<DAY>", true, "ngày"],
    ["lúc", "Timestamp<MICROSECOND, UTC>", true, "lúc"],
    ["tiền", "Decimal[38e+2]", true, "tiền"],
    ["số", "Int64", true, "số"],
    ["thực", "Float64", true, "thực"],
    ["đúng", "Bool", true, "đúng"],
  ]);
  expect(Object.fromEntries(table.schema.metadata)).toEqual({
    title: "Dossiers",
    query: "{ dossiers { nodes { code } } }",
    variables: "{}",
    role: "analyst",
    askedAt: "2025-11-14T10:00:00+07:00",
    sources: '["https://hanoi.gov.vn"]',
    remarks: "[]",
  });
  expect(table.batches.map(({ numRows }) => numRows)).toEqual([4000, 4000, 1000]);
  expect([table.getChild("số")?.get(8999), table.getChild("Mã")?.get(8999)]).toEqual([8999n, "P4"]);
  expect(bytes.subarray(-8).toString("hex")).toBe("ffffffff00000000");
});

it("has a schema where there are no rows", async () => {
  const { bytes } = await writeBytes("arrow", answerOf([{ name: "t", columns, rows: [] }]));
  const table = tableFromIPC(bytes);
  expect([table.numRows, table.numCols]).toEqual([0, 7]);
});

it("ends a batch before its texts take more than a piece of memory", async () => {
  const rows = Array.from({ length: 2000 }, (_, at) => [`${at}`.padEnd(10_000, "x")]);
  const { bytes } = await writeBytes(
    "arrow",
    answerOf([{ name: "t", columns: columnsOf({ text: "text" }), rows }]),
  );
  const table = tableFromIPC(bytes);
  expect(table.batches.map(({ numRows }) => numRows)).toEqual([500, 500, 500, 500]);
  expect(table.getChild("text")?.get(1999)).toBe("1999".padEnd(10_000, "x"));
});

it("is read as it was, whatever the cells hold", async () => {
  await fc.assert(
    fc.asyncProperty(randomTable, async (table) => {
      const columns = table.columns.map(
        (column): Column =>
          column.type.kind === "decimal" ? { ...column, type: { kind: "decimal", scale: 9 } } : column,
      );
      const { bytes } = await writeBytes("arrow", answerOf([{ name: "t", columns, rows: table.rows }]));
      const read = tableFromIPC(bytes);
      expect(
        table.rows.map((_, row) =>
          columns.map(({ name }, at) => readBack(read.getChildAt(at)?.get(row), name)),
        ),
      ).toEqual(table.rows.map((row) => row.map((cell, at) => expected(cell, columns[at]))));
    }),
    { numRuns: 60 },
  );
});

/** What apache-arrow gives for a cell; decimals, whose scale it does not apply, in units of their last digit. */
function readBack(value: unknown, name: string): unknown {
  if (value instanceof Uint32Array) {
    const units = value.reduceRight((number, word) => (number << 32n) | BigInt(word), 0n);
    return BigInt.asIntN(128, units);
  }
  return name === "" ? undefined : value;
}

function expected(cell: Cell, column: Column | undefined): unknown {
  if (cell === null) return null;
  switch (column?.type.kind) {
    case "date":
      return dayNumber(String(cell)) * 86_400_000;
    case "instant":
      return Date.parse(String(cell));
    case "integer":
      return BigInt(String(cell));
    case "decimal": {
      const [whole = "", fraction = ""] = String(cell).split(".");
      return BigInt(whole + fraction.padEnd(9, "0"));
    }
    default:
      return cell;
  }
}
