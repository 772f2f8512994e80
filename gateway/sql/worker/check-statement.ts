import type { DuckDBConnection, DuckDBExtractedStatements } from "@duckdb/node-api";
import { messageOf, ProblemFound } from "./problem";

/**
 * Refuses what is not one statement that reads. DuckDB's parser decides: a statement that reads is one that can stand in
 * `FROM ( … )`, as SELECT, WITH, VALUES, FROM, PIVOT, DESCRIBE and SUMMARIZE can, and nothing that writes, attaches, copies,
 * sets or loads. It is several where DuckDB makes it several: a PIVOT makes a type of what it finds before it selects.
 */
export async function checkStatement(connection: DuckDBConnection, sql: string): Promise<void> {
  const statements = await extract(connection, sql);
  if (!statements) throw expected("got none");
  for (const text of candidates(sql)) {
    const rest = sql.slice(text.length);
    // Nothing but `;`, spaces and comments.
    if (rest !== "" && (await extract(connection, rest).catch(() => true))) continue;
    const inFrom = await extract(connection, `SELECT * FROM (${text}\n)`).catch(() => undefined);
    if (inFrom?.count === statements.count) return;
  }
  throw expected(statements.count > 1 ? `got ${statements.count}` : "got one that does something else");
}

/** A `;` may stand in a comment behind the statement. */
const mostSemicolons = 10;

/** The text, and what stands before each of its last `;`. */
function* candidates(sql: string): Generator<string> {
  yield sql;
  for (let at = sql.length, tried = 0; tried < mostSemicolons; tried++) {
    at = sql.lastIndexOf(";", at - 1);
    if (at === -1) return;
    yield sql.slice(0, at);
    if (at === 0) return;
  }
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
    if (messageOf(error) === "Error in native callback") return undefined;
    throw error;
  }
}

function expected(got: string): ProblemFound {
  return new ProblemFound({
    kind: "statement",
    message: `Expected one statement that reads (SELECT, WITH, FROM, VALUES, PIVOT, DESCRIBE or SUMMARIZE), ${got}.`,
  });
}
