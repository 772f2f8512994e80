import { GraphError } from "../../shared/base/errors/graph-error";
import type { Table } from "../tables/table";
import type { SqlProcess } from "./process/sql-process";

/**
 * Gives an SQL process the rows of its tables, side by side, each page as it comes and no faster than they are taken.
 * Throws what a page throws, and QUERY_TOO_COMPLEX where they are more than `mostRows` together.
 */
export async function loadTables(
  process: Pick<SqlProcess, "send">,
  tables: readonly Table[],
  mostRows: number,
): Promise<void> {
  let rows = 0;
  const load = async ({ pages }: Table, table: number) => {
    for await (const page of pages) {
      rows += page.length;
      if (rows > mostRows) throw tooManyRows(mostRows);
      if (page.length > 0) await process.send({ kind: "rows", table, rows: page });
    }
  };
  await Promise.all(tables.map(load));
  await process.send({ kind: "run" });
}

function tooManyRows(mostRows: number): GraphError {
  return new GraphError(
    "QUERY_TOO_COMPLEX",
    `Expected tables of at most ${mostRows.toLocaleString("en")} rows together; there are more. Narrow their queries with filters.`,
  );
}
