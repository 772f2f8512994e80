import type { DuckDBConnection, DuckDBExtractedStatements } from "@duckdb/node-api";
import { ProblemFound } from "./problem";

/**
 * Refuses what is not one statement that reads. DuckDB's parser decides: a statement that reads is one that can stand in
 * `FROM ( … )`, as SELECT, WITH, VALUES, FROM, PIVOT, DESCRIBE and SUMMARIZE can, and nothing that writes, attaches, copies,
 * sets or loads. It is several where DuckDB makes it several: a PIVOT makes a type of what it finds before it selects.
 */
export async function checkStatement(connection: DuckDBConnection, sql: string): Promise<void> {
  const statements = await extract(connection, sql);
  if (!statements) throw expected("got none");
  for (const text of candidates(sql)) {
    // The rest is empty: `;`, spaces and comments.
    if (await extract(connection, sql.slice(text.length)).catch(() => true)) continue;
    const inFrom = await extract(connection, `SELECT * FROM (${text}\n)`).catch(() => undefined);
    if (inFrom?.count === statements.count) return;
  }
  throw expected(statements.count > 1 ? `got ${statements.count}` : "got one that does something else");
}

/** The text, and what stands before its last `;`. */
function candidates(sql: string): string[] {
  const end = sql.lastIndexOf(";");
  const trimmed = sql.replace(/[;\s]+$/, "");
  return end === -1 ? [sql] : [trimmed, sql.slice(0, end)];
}

/** Undefined where there is no statement in it. */
async function extract(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBExtractedStatements | undefined> {
  try {
    return await connection.extractStatements(sql);
  } catch (error) {
    // What DuckDB says of a text without a statement.
    if (error instanceof Error && error.message === "Error in native callback") return undefined;
    throw error;
  }
}

function expected(got: string): ProblemFound {
  return new ProblemFound({
    kind: "statement",
    message: `Expected one statement that reads (SELECT, WITH, FROM, VALUES, PIVOT, DESCRIBE or SUMMARIZE), ${got}.`,
  });
}
