import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { defaultSqlLimits } from "../../config/sql-limits";
import type { Row } from "../../tables/table";
import { readFrames } from "../messages/frames";
import type { SqlTable } from "../messages/messages";
import { errorOfProblem } from "../sql-problem";
import { checkStatement } from "./check-statement";
import { createTables } from "./create-tables";
import { holdAnswer } from "./held-answer";
import { openDatabase } from "./open-database";
import { problemOf } from "./problem";
import { bindStatement, runStatement } from "./run-statement";
import { openTableWriter } from "./table-writer";

/* Which statements run, and what is said of the others, as an SQL process does it. */

const tables: SqlTable[] = [
  {
    name: "wards",
    columns: [
      { key: "code", type: { kind: "text" } },
      { key: "name", type: { kind: "text" } },
      { key: "population", type: { kind: "integer" } },
    ],
  },
  {
    name: "tasks",
    columns: [
      { key: "code", type: { kind: "text" } },
      { key: "code_2", type: { kind: "text" } },
      { key: "cost", type: { kind: "decimal" } },
    ],
  },
  { name: "none", columns: [{ key: "n", type: { kind: "integer" } }] },
];
const rowsOfTables: Row[][] = [
  [
    ["00004", "Ba Đình", 120_000],
    ["00008", "Đống Đa", null],
  ],
  [
    ["00004", "x", "0.1"],
    ["00004", "y", "0.20"],
    ["00008", "z", "-0.05"],
  ],
  [],
];

let folder: string;
let connection: DuckDBConnection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sql-statement-"));
  connection = await openDatabase({ memoryMb: 256, diskMb: 64, threads: 2, folder });
  await createTables(connection, tables);
  for (const [at, table] of tables.entries()) {
    const writer = await openTableWriter(connection, table);
    // Page by page: the second cost has more digits than the first.
    for (const row of rowsOfTables[at] ?? []) await writer.write([row]);
    writer.end();
  }
});
afterAll(async () => {
  connection.closeSync();
  await rm(folder, { recursive: true });
});

/** As an SQL process does it: bound first, then what `fill` does, then run. */
async function rowsOf(sql: string, fill: () => Promise<void> = async () => {}): Promise<unknown[]> {
  await checkStatement(connection, sql);
  const asked = { kind: "statement", sql, parameters: {}, mostRows: 1_000 } as const;
  await bindStatement(connection, asked);
  await fill();
  const held = holdAnswer(folder, 1024 * 1024);
  await runStatement(connection, asked, held);
  const rows: unknown[] = [];
  const frames = readFrames(bytesOf(held.pieces()), 1024 * 1024);
  for await (const frame of frames) rows.push(...Object(frame).rows);
  held.close();
  return rows;
}

async function* bytesOf(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* pieces;
}

async function refusalOf(sql: string): Promise<string> {
  const error: unknown = await rowsOf(sql).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) throw new Error(`Expected a refusal of ${sql}.`);
  const shown = errorOfProblem(problemOf(error), sql, defaultSqlLimits);
  expect(shown).toMatchObject({ code: "BAD_USER_INPUT" });
  return shown.message;
}

describe("a statement", () => {
  it("is planned when its tables are full, and not by the empty ones", async () => {
    const table: SqlTable = {
      name: "filled_later",
      columns: [
        { key: "code", type: { kind: "text" } },
        { key: "n", type: { kind: "integer" } },
      ],
    };
    await createTables(connection, [table]);
    const fill = async () => {
      const writer = await openTableWriter(connection, table);
      await writer.write([
        ["Hoàn Kiếm", 300],
        ["00008", 2],
      ]);
      writer.end();
    };
    expect(await rowsOf("SELECT code, n FROM filled_later ORDER BY n", fill)).toEqual([
      ["00008", 2],
      ["Hoàn Kiếm", 300],
    ]);
    await connection.run("DROP TABLE filled_later");
  });

  const one = (got: string) =>
    `sql: Expected one statement that reads (SELECT, WITH, FROM, VALUES, PIVOT, DESCRIBE or SUMMARIZE), ${got}.`;
  const other = one("got one that does something else");

  it.each([
    ["WITH", "WITH a AS (SELECT 1 AS x) SELECT x FROM a", [[1]]],
    ["VALUES", "VALUES (1), (2)", [[1], [2]]],
    ["FROM first", "FROM tasks SELECT count(*)", [[3]]],
    ["TABLE", "TABLE none", []],
    ["UNION", "SELECT 1 UNION ALL SELECT 2 ORDER BY 1", [[1], [2]]],
    ["parentheses", "(SELECT 1)", [[1]]],
    [
      "PIVOT with values",
      "PIVOT tasks ON code IN ('00004', '00008') USING sum(cost) GROUP BY code_2 ORDER BY 1",
      [
        ["x", "0.10", null],
        ["y", "0.20", null],
        ["z", null, "-0.05"],
      ],
    ],
    [
      "PIVOT of what is there",
      "PIVOT (SELECT code, cost FROM tasks) ON code USING sum(cost);",
      [["0.30", "-0.05"]],
    ],
    [
      "UNPIVOT",
      "UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b",
      [
        ["a", 1],
        ["b", 2],
      ],
    ],
    ["SHOW TABLES", "SHOW TABLES", [["none"], ["tasks"], ["wards"]]],
    ["a semicolon and a comment", "SELECT 1; -- that is all;\n", [[1]]],
    ["a comment and a semicolon within a text", "/* ; */ SELECT ';' -- ;", [[";"]]],
    [
      "a window",
      "SELECT code_2, row_number() OVER (ORDER BY cost DESC) FROM tasks QUALIFY row_number() OVER (ORDER BY cost DESC) = 1",
      [["y", 1]],
    ],
    ["a correlation", "SELECT round(corr(i, i * i), 4) FROM range(5) AS t(i)", [[0.9589]]],
  ])("may be %s", async (_what, text, rows) => {
    expect(await rowsOf(text)).toEqual(rows);
  });

  it.each([
    ["nothing", "", one("got none")],
    ["a comment", "-- nothing", one("got none")],
    ["two", "SELECT 1; SELECT 2", one("got 2")],
    [
      "two, the first of which makes a type as PIVOT does",
      "CREATE TYPE t AS ENUM ('a'); SELECT 1",
      one("got 2"),
    ],
    ["a PIVOT and another", "PIVOT tasks ON code USING sum(cost); SELECT 1", one("got 3")],
    ["an INSERT", "INSERT INTO wards SELECT * FROM wards", other],
    ["an UPDATE", "UPDATE wards SET name = ''", other],
    ["a DELETE", "DELETE FROM wards", other],
    ["a MERGE", "MERGE INTO wards USING wards AS w USING (code) WHEN MATCHED THEN DELETE", other],
    ["a CREATE", "CREATE TABLE t AS SELECT 1", other],
    ["a DROP", "DROP TABLE wards", other],
    ["an ATTACH", "ATTACH '/tmp/other.db'", other],
    ["a COPY", "COPY wards TO '/tmp/wards.csv'", other],
    ["an EXPORT", "EXPORT DATABASE '/tmp/all'", other],
    ["an INSTALL", "INSTALL httpfs", other],
    ["a LOAD", "LOAD httpfs", other],
    ["a SET", "SET threads = 64", other],
    ["a RESET", "RESET lock_configuration", other],
    ["a USE", "USE main", other],
    ["a PRAGMA", "PRAGMA database_list", other],
    ["a CALL", "CALL pragma_version()", other],
    ["an EXPLAIN ANALYZE", "EXPLAIN ANALYZE SELECT 1", other],
    ["a transaction", "BEGIN", other],
    ["a PREPARE", "PREPARE p AS SELECT 1", other],
    ["no SQL", "SELEC 1", 'sql: Parser Error: syntax error at or near "SELEC" (line 1, column 1)'],
    [
      "another in parentheses",
      "SELECT 1) UNION (SELECT 2",
      'sql: Parser Error: syntax error at or near ")" (line 1, column 9)',
    ],
    [
      "a column that is not there",
      "SELECT code,\n  popul\nFROM wards",
      expect.stringMatching(
        /^sql: Binder Error: Referenced column "popul" not found in FROM clause! Candidate bindings: "population".* \(line 2, column 3\)$/,
      ),
    ],
    [
      "a table that is not there",
      "FROM ward",
      'sql: Catalog Error: Table with name ward does not exist! Did you mean "wards"? (line 1, column 6)',
    ],
    [
      "a cast that fails",
      "SELECT name::INTEGER FROM wards",
      expect.stringMatching(/^sql: Conversion Error: Could not convert string 'Ba Đình' to INT32/),
    ],
    [
      "reading a file",
      "FROM read_csv('/etc/passwd')",
      'sql: Permission Error: Cannot access file "/etc/passwd" - file system operations are disabled by configuration (line 1, column 6)',
    ],
    [
      "reading a file by its name",
      "FROM '/etc/passwd.csv'",
      expect.stringContaining("sql: Permission Error: Cannot access file"),
    ],
    [
      "reading an address",
      "FROM 'https://example.org/a.parquet'",
      expect.stringContaining("sql: Permission Error: Cannot access file"),
    ],
    [
      "listing files",
      "FROM glob('/*')",
      expect.stringContaining("sql: Permission Error: Cannot access file"),
    ],
    [
      "a function of an extension",
      "FROM sqlite_scan('a', 'b')",
      expect.stringContaining(
        'sql: Catalog Error: Table Function with name "sqlite_scan" is not in the catalog',
      ),
    ],
    [
      "SQL in SQL that writes",
      "FROM query('DROP TABLE wards')",
      expect.stringContaining("sql: Parser Error: Expected a single SELECT statement"),
    ],
  ])("may not be %s", async (_what, text, message) => {
    expect(await refusalOf(text)).toEqual(message);
  });
});
