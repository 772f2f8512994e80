import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

let connection: Promise<DuckDBConnection> | undefined;
let folder: string | undefined;
let files = 0;

/** The rows of a SELECT that reads a file as DuckDB does; `FILE` in it stands for the file. Values as texts. */
export async function askDuckDb(bytes: Uint8Array, sql: string): Promise<(string | null)[][]> {
  connection ??= DuckDBInstance.create(":memory:", { threads: "1" }).then((instance) => instance.connect());
  folder ??= mkdtempSync(join(tmpdir(), "table-"));
  const file = join(folder, String(files++));
  writeFileSync(file, bytes);
  const read = await (await connection).runAndReadAll(
    `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${sql.replace("FILE", `'${file}'`)})`,
  );
  return read.getRowsJson().map((row) => row.map((value) => (value === null ? null : String(value))));
}

/** Once all tests of a file have asked. */
export async function closeDuckDb(): Promise<void> {
  (await connection)?.closeSync();
  connection = undefined;
  if (folder) rmSync(folder, { recursive: true });
  folder = undefined;
}
