import { answerOf, columnsOf } from "../../../test/support/tables/answer-of";
import { askDuckDb, closeDuckDb } from "../../../test/support/tables/ask-duckdb";
import { writeBytes } from "../../../test/support/tables/write-bytes";
import type { Row } from "../../tables/table";
import { decimalScales } from "./decimal-scales";
import { digitsOf, unitsOf } from "./decimal-units";

afterAll(closeDuckDb);

const columns = columnsOf({ name: "text", told: { kind: "decimal", scale: 2 }, found: "decimal" });

async function scalesOf(rows: Row[], pageRows: number, given = columns) {
  const [table] = answerOf([{ name: "t", columns: given, rows, pageRows }]).tables;
  if (!table) throw new Error("no table");
  const { scales, pages } = await decimalScales(table.columns, table.pages);
  const read: Row[] = [];
  for await (const page of pages) read.push(...page);
  expect(read).toEqual(rows);
  return scales;
}

const many = (count: number, last: string): Row[] =>
  Array.from({ length: count }, (_, at) => ["a", "1.00", at === count - 1 ? last : "0.25"]);

it("is as many digits as the cells need where the table is seen as a whole", async () => {
  expect(
    await scalesOf(
      [
        ["a", null, "0.5"],
        ["b", "1", "12.34500"],
        ["c", "2", null],
      ],
      1,
    ),
  ).toEqual([undefined, 2, 3]);
  expect(await scalesOf([], 1)).toEqual([undefined, 2, 0]);
  expect(await scalesOf([["a", null, null]], 1)).toEqual([undefined, 2, 0]);
  expect(await scalesOf(many(19_000, "0.123"), 1000)).toEqual([undefined, 2, 3]);
});

it("has room for more where rows follow that were not seen", async () => {
  expect(await scalesOf(many(30_000, "0.123456789012345678"), 1000)).toEqual([undefined, 2, 18]);
  const large: Row[] = many(30_000, "1").map((row) => [row[0] ?? null, null, `${"9".repeat(30)}.5`]);
  expect(await scalesOf(large, 1000)).toEqual([undefined, 2, 8]);
});

it("reads nothing ahead where all scales are told", async () => {
  const answer = answerOf([
    { name: "t", columns: columnsOf({ told: { kind: "decimal", scale: 2 } }), rows: [["1"]] },
  ]);
  const [table] = answer.tables;
  if (!table) throw new Error("no table");
  expect((await decimalScales(table.columns, table.pages)).scales).toEqual([2]);
  expect(answer.reading.pages).toBe(0);
});

it.each(["parquet", "arrow"] as const)(
  "refuses what does not fit into 38 digits before the first byte of %s",
  async (format) => {
    const rows = [[`${"9".repeat(30)}.5`], ["0.0000000001"]];
    const answer = answerOf([{ name: "t", columns: columnsOf({ price: "decimal" }), rows, pageRows: 1 }]);
    const { bytes, error } = await writeBytes(format, answer);
    expect([bytes.length, error]).toMatchObject([
      0,
      {
        message:
          'Expected decimals of at most 38 digits in the column "price"; its cells need 30 before the point and 10 after it. Take csv, ndjson, json or xlsx, which hold any.',
        extensions: { code: "BAD_USER_INPUT" },
      },
    ]);
  },
);

it.each(["parquet", "arrow"] as const)(
  "leaves %s without its end where a later cell does not fit",
  async (format) => {
    const rows = [...many(30_000, "0.1234567890123456789")];
    const answer = answerOf([{ name: "t", columns, rows, pageRows: 1000 }]);
    const { bytes, error } = await writeBytes(format, answer);
    expect(error).toMatchObject({
      message:
        'Expected decimals of at most 20 digits before the point and 18 after it in the column "found"; got 0.1234567890123456789. Take csv, ndjson, json or xlsx, which hold any.',
    });
    if (format === "parquet")
      await expect(askDuckDb(bytes, "FROM read_parquet(FILE)")).rejects.toThrow(/parquet/i);
    expect(bytes.subarray(-8).toString("hex")).not.toBe("ffffffff00000000");
  },
);

it.each([
  ["12.5", 2, 1250n],
  ["-0.05", 2, -5n],
  ["12.500", 1, 125n],
  ["100", 0, 100n],
  ["-123456789012345678901234567890.12", 2, -12345678901234567890123456789012n],
  ["0.000000000000000001", 18, 1n],
  ["00012.0", 0, 12n],
])("%s with a scale of %i is %s", (decimal, scale, units) => {
  expect(unitsOf(decimal, scale, "price")).toBe(units);
});

it("counts the digits that say something", () => {
  expect(["0", "-0.50", "0012.0", "1.010", "-987"].map(digitsOf)).toEqual([
    { before: 0, after: 0 },
    { before: 0, after: 1 },
    { before: 2, after: 0 },
    { before: 1, after: 2 },
    { before: 3, after: 0 },
  ]);
});
