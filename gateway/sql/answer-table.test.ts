import type { Row } from "../tables/table";
import { answerTable } from "./answer-table";

/* What a process says of its answer is not taken at its word. */

async function read(
  rows: number,
  pages: Row[][],
  type: Parameters<typeof answerTable>[0]["columns"][number]["type"],
) {
  let ended = 0;
  const queue = [...pages];
  const run = {
    nextPage: async () => queue.shift(),
    end: async () => {
      ended++;
    },
  };
  const columns = [{ name: "a", type }];
  const table = answerTable({ kind: "answer", columns, rows, isCut: false, emptied: 0 }, run, () => {});
  const all: Row[] = [];
  try {
    for await (const page of table.pages) all.push(...page);
    return all;
  } finally {
    expect(ended).toBe(1);
  }
}

it("gives the rows that were announced, whole numbers as decimals where one of them is too large", async () => {
  expect(
    await read(3, [[[1]], [["170141183460469231731687303715884105727"], [null]]], {
      kind: "decimal",
      scale: 0,
    }),
  ).toEqual([["1"], ["170141183460469231731687303715884105727"], [null]]);
});

it.each<[string, number, Row[][], string]>([
  ["fewer rows", 2, [[[1]]], "Expected 2 rows of the SQL process."],
  ["more rows", 1, [[[1], [2]]], "Expected 1 rows of the SQL process."],
  ["other cells", 1, [[["x"]]], "Expected a cell of the SQL process that is integer, got string."],
  ["too many cells", 1, [[[1, 2]]], "Expected 1 cells of the SQL process, got 2."],
])("fails, and ends the process, at %s than were announced", async (_what, rows, pages, message) => {
  await expect(read(rows, pages, { kind: "integer" })).rejects.toThrow(message);
});

it.each<[Row, Parameters<typeof answerTable>[0]["columns"][number]["type"]]>([
  [["14/11/2025"], { kind: "date" }],
  [["2025-11-14T10:00:00Z"], { kind: "instant" }],
  [["1e5"], { kind: "decimal", scale: 1 }],
  [[1], { kind: "boolean" }],
  [["1"], { kind: "float" }],
  [[1], { kind: "text" }],
  [[2 ** 60], { kind: "integer" }],
])("refuses %j as %j", async (row, type) => {
  await expect(read(1, [[row]], type)).rejects.toThrow("Expected a cell of the SQL process");
});
