import type { DuckDBConnection, DuckDBPreparedStatement } from "@duckdb/node-api";
import type { Row } from "../../tables/table";
import { frameOf } from "../messages/frames";
import type { FromWorker, ToWorker } from "../messages/messages";
import { type AnswerColumn, answerColumns } from "./answer-columns";
import { bindParameters, parameterNames, refuseUnknown } from "./bind-parameters";
import { AnswerTooLarge, type HeldAnswer } from "./held-answer";
import { ProblemFound } from "./problem";

type Asked = Extract<ToWorker, { kind: "statement" }>;
export type Answered = Extract<FromWorker, { kind: "answer" }>;

/**
 * Finds what is wrong with names, types and parameters by the empty tables. A PIVOT that goes by what is in the tables can
 * only be run. What is prepared here is not what runs: DuckDB would keep the plan that it made of empty tables, in which
 * every text that is sorted by has room for one character, and every number is the same.
 */
export async function bindStatement(connection: DuckDBConnection, { sql, parameters }: Asked): Promise<void> {
  const statements = await connection.extractStatements(sql);
  if (statements.count > 1) return;
  const statement = await statements.prepare(0);
  refuseUnknown(new Set(parameterNames(statement)), parameters);
  bindParameters(statement, parameters);
  statement.destroySync();
}

/** Runs it, and holds all of its answer: what goes wrong with the last row is known before the first is sent. */
export async function runStatement(
  connection: DuckDBConnection,
  asked: Asked,
  held: HeldAnswer,
): Promise<Answered> {
  const statement = await prepareLast(connection, asked);
  const result = await statement.stream();
  const columns = answerColumns(result);
  const most = Math.min(asked.mostRows, asked.limit ?? asked.mostRows);
  let rows = 0;
  let isCut = false;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    const left = most - rows;
    if (chunk.rowCount > left && most === asked.mostRows) throw tooManyRows(most);
    isCut = chunk.rowCount > left;
    const count = Math.min(chunk.rowCount, left);
    if (count > 0) hold(held, rowsOf(columns, chunk, count));
    rows += count;
    if (isCut) break;
  }
  return {
    kind: "answer",
    columns: columns.map(({ name, type }) => ({ name, type: type() })),
    ...{ rows, isCut },
    emptied: columns.reduce((sum, column) => sum + column.emptied(), 0),
  };
}

/** Runs all statements of an SQL text but the last. */
async function prepareLast(
  connection: DuckDBConnection,
  { sql, parameters }: Asked,
): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(sql);
  for (let at = 0; ; at++) {
    const statement = await statements.prepare(at);
    bindParameters(statement, parameters);
    if (at === statements.count - 1) return statement;
    await statement.run();
  }
}

type Chunk = NonNullable<
  Awaited<ReturnType<Awaited<ReturnType<DuckDBPreparedStatement["stream"]>>["fetchChunk"]>>
>;

function rowsOf(columns: readonly AnswerColumn[], chunk: Chunk, count: number): Row[] {
  const cells = columns.map(({ cellOf }, at) => chunk.getColumnValues(at).slice(0, count).map(cellOf));
  return Array.from({ length: count }, (_, row) => cells.map((column) => column[row] ?? null));
}

function hold(held: HeldAnswer, rows: readonly Row[]): void {
  try {
    held.add(frameOf({ kind: "rows", rows } satisfies FromWorker));
  } catch (error) {
    if (!(error instanceof AnswerTooLarge)) throw error;
    throw new ProblemFound({ kind: "rows", message: error.message });
  }
}

function tooManyRows(most: number): ProblemFound {
  return new ProblemFound({
    kind: "rows",
    message: `Expected an answer of at most ${most.toLocaleString("en")} rows, and there are more.`,
  });
}
