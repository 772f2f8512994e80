import { unzipSync } from "fflate";
import { GraphError } from "../../shared/base/errors/graph-error";
import { answerOf, columnsOf } from "../../test/support/tables/answer-of";
import { askDuckDb, closeDuckDb } from "../../test/support/tables/ask-duckdb";
import { writeBytes } from "../../test/support/tables/write-bytes";
import type { Table } from "../tables/table";
import { tableFormats } from "./table-formats";
import { rowSlices } from "./writing/row-slices";
import { type FormatName, formatNames } from "./writing/table-format";

afterAll(closeDuckDb);

const columns = columnsOf({ code: "text", n: "integer" });
const rows = Array.from({ length: 10 }, (_, at) => [`c${at}`, at]);
const table = { name: "dossiers", columns, rows, pageRows: 2 };
const signal = new AbortController().signal;
const options = { language: "en", locale: "en", title: "t" } as const;
const single = formatNames.filter((name) => !tableFormats[name].severalTables);

it.each(single)("%s refuses two tables before the first byte, and names them", async (name) => {
  const answer = answerOf([table, { ...table, name: "tasks" }]);
  const { bytes, error } = await writeBytes(name, answer);
  expect([bytes.length, error]).toMatchObject([
    0,
    {
      message: `Expected one table for ${name}; the answer has 2: "dossiers", "tasks". Choose one by \`list\`, or take xlsx or json, which hold several.`,
      extensions: { code: "BAD_USER_INPUT", argument: ["list"] },
    },
  ]);
});

it.each(single)("%s refuses an answer without a list", async (name) => {
  const { error } = await writeBytes(name, answerOf([]));
  expect(error).toMatchObject({ message: "Expected an answer with a list; it has none." });
});

describe("a table whose page cannot be had", () => {
  const error = new GraphError("SERVICE_UNAVAILABLE", "Expected procedures to answer.");
  const broken = () => answerOf([{ ...table, failsAt: 4, error }]);

  it("says so in the last line of CSV, in the table's language, with a cell too many", async () => {
    const { bytes, error: thrown } = await writeBytes("csv", broken());
    expect(thrown).toBe(error);
    expect(bytes.toString().split("\r\n").slice(-3)).toEqual([
      "c3,3",
      "INCOMPLETE: this table ends before its end (SERVICE_UNAVAILABLE: Expected procedures to answer.),,",
      "",
    ]);
    const vietnamese = await writeBytes("csv", broken(), { language: "vi", locale: "vi" });
    expect(vietnamese.bytes.toString().split("\r\n").at(-2)).toBe(
      "KHÔNG ĐẦY ĐỦ: bảng này bị ngắt giữa chừng (SERVICE_UNAVAILABLE: Expected procedures to answer.);;",
    );
  });

  it("says so in the last line of NDJSON", async () => {
    const { bytes, error: thrown } = await writeBytes("ndjson", broken());
    expect(thrown).toBe(error);
    expect(JSON.parse(bytes.toString().split("\n").at(-2) ?? "")).toEqual({
      incomplete: true,
      errors: [{ message: "Expected procedures to answer.", extensions: { code: "SERVICE_UNAVAILABLE" } }],
    });
  });

  it("says so in JSON, in place of the notes", async () => {
    const { bytes, error: thrown } = await writeBytes("json", broken());
    expect(thrown).toBe(error);
    expect(JSON.parse(bytes.toString())).toEqual({
      tables: [
        {
          name: "dossiers",
          columns: [
            { name: "code", key: "code", type: "text" },
            { name: "n", key: "n", type: "integer" },
          ],
          rows: rows.slice(0, 4),
        },
      ],
      incomplete: true,
      errors: [{ message: "Expected procedures to answer.", extensions: { code: "SERVICE_UNAVAILABLE" } }],
    });
  });

  it("leaves XLSX without the directory that every program needs", async () => {
    const { bytes, error: thrown } = await writeBytes("xlsx", broken());
    expect(thrown).toBe(error);
    expect(() => unzipSync(bytes)).toThrow();
  });

  it("leaves Parquet without its footer and Arrow without its end", async () => {
    const parquet = await writeBytes("parquet", broken());
    expect(parquet.error).toBe(error);
    await expect(askDuckDb(parquet.bytes, "FROM read_parquet(FILE)")).rejects.toThrow(/parquet/i);
    const arrow = await writeBytes("arrow", broken());
    expect([arrow.error, arrow.bytes.subarray(-8).toString("hex")]).not.toEqual([error, "ffffffff00000000"]);
    expect(arrow.error).toBe(error);
  });

  it("tells nothing of a fault of ours", async () => {
    const fault = new Error("connect ECONNREFUSED 10.0.0.7:5432");
    const { bytes, error: thrown } = await writeBytes(
      "csv",
      answerOf([{ ...table, failsAt: 4, error: fault }]),
    );
    expect(thrown).toBe(fault);
    expect(bytes.toString().split("\r\n").at(-2)).toBe(
      "INCOMPLETE: this table ends before its end (INTERNAL_SERVER_ERROR: The rest of the table could not be made.),,",
    );
  });
});

describe.each(formatNames)("%s", (name: FormatName) => {
  const many = Array.from({ length: 400_000 }, (_, at) => [`c${at}`, at]);

  it("stops reading pages and throws the reason when it is aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("the client has gone");
    const onPage = (number: number) => {
      if (number === 5) controller.abort(reason);
    };
    const answer = answerOf([{ ...table, rows: many, pageRows: 1000, onPage }]);
    const { error } = await writeBytes(name, answer, {}, controller.signal);
    expect(error).toBe(reason);
    expect(answer.reading).toEqual({ pages: 5, returned: 1 });
  });

  it("gives its pages back when nobody reads on", async () => {
    const answer = answerOf([{ ...table, rows: many, pageRows: 1000 }]);
    // What stands before rows is there without a page.
    for await (const _ of tableFormats[name].write(answer, options, signal)) {
      if (answer.reading.pages > 0) break;
    }
    expect([answer.reading.returned, answer.reading.pages < 400]).toEqual([1, true]);
  });

  it("writes two answers at once without mixing them", async () => {
    const others = { ...table, rows: rows.map(([code, n]) => [`other ${code}`, n ?? null]) };
    const alone = [await writeBytes(name, answerOf([table])), await writeBytes(name, answerOf([others]))];
    const together = await Promise.all([
      writeBytes(name, answerOf([table])),
      writeBytes(name, answerOf([others])),
    ]);
    if (name !== "parquet") {
      expect(together.map(({ bytes }) => bytes)).toEqual(alone.map(({ bytes }) => bytes));
      return;
    }
    // Its footer has key and value pairs in any order.
    const read = together.map(({ bytes }) => askDuckDb(bytes, "FROM read_parquet(FILE)"));
    expect(await Promise.all(read)).toEqual(
      [rows, others.rows].map((all) => all.map((row) => row.map(String))),
    );
  });
});

it("gives way to others in a page of many rows", async () => {
  const many = answerOf([
    { ...table, rows: Array.from({ length: 5000 }, (_, at) => [`c${at}`, at]), pageRows: 5000 },
  ]);
  // Each look at the clock is three milliseconds later than the one before.
  let now = 0;
  const clock = () => {
    now += 3;
    return now;
  };
  let turns = 0;
  let isRunning = true;
  const others = () => {
    turns++;
    if (isRunning) setImmediate(others);
  };
  setImmediate(others);
  let slices = 0;
  const [{ pages }] = many.tables as [Table];
  for await (const slice of rowSlices(pages, signal, clock)) slices += slice.length;
  isRunning = false;
  expect(slices).toBe(5000);
  expect(turns).toBeGreaterThanOrEqual(5);
});
