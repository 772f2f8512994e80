import type { DuckDBConnection } from "@duckdb/node-api";
import type { Row } from "../../tables/table";
import type { SqlTable } from "../messages/messages";
import { checkStatement } from "./check-statement";
import { createTables } from "./create-tables";
import { holdAnswer } from "./held-answer";
import { bindStatement, runStatement } from "./run-statement";
import { openTableWriter } from "./table-writer";

const table: SqlTable = {
  name: "warm_up",
  columns: [
    { key: "a", type: { kind: "text" } },
    { key: "b", type: { kind: "integer" } },
    { key: "c", type: { kind: "decimal" } },
    { key: "d", type: { kind: "date" } },
    { key: "e", type: { kind: "instant" } },
    { key: "f", type: { kind: "float" } },
    { key: "g", type: { kind: "boolean" } },
  ],
};
const row: Row = ["a", 1, "1.5", "2025-11-14", "2025-11-14T10:00:00+07:00", 0.5, true];
const sql = `SELECT l.a, count(*), sum(l.c), max(r.d), any_value(r.e), round(avg(l.f), 1), rank() OVER (ORDER BY l.a)
  FROM warm_up l JOIN warm_up r USING (b) GROUP BY l.a ORDER BY 2`;

/**
 * Does all that is done for a request, with a table of one row that is dropped again: what code and data are loaded at their
 * first use are there when a request comes, which takes half the time then.
 */
export async function warmUp(connection: DuckDBConnection, folder: string): Promise<void> {
  const asked = { kind: "statement", sql, parameters: {}, mostRows: 1 } as const;
  await checkStatement(connection, sql);
  await createTables(connection, [table]);
  await bindStatement(connection, asked);
  const writer = await openTableWriter(connection, table);
  await writer.write([row, row]);
  writer.end();
  await runStatement(connection, asked, holdAnswer(folder, 1024 * 1024));
  await connection.run("DROP TABLE warm_up");
}
