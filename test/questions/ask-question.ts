import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Answer } from "../support/gateway/gateway-request";
import type { PlainRows } from "./plain-rows";
import type { QuestionGraph } from "./question-graph";
import type { Question } from "./read-questions";

/** An answer as JSON. */
export interface JsonAnswer {
  tables: JsonTable[];
  notes: { remarks: string[] };
}

export interface JsonTable {
  name: string;
  columns: { name: string; key: string; type: string }[];
  rows: unknown[][];
}

/** Sends a question's one request. */
export function sendRequest(
  { post }: QuestionGraph,
  { request, format }: Pick<Question, "request" | "format">,
  role: "analyst" | "public" = "analyst",
): Promise<Answer> {
  if (request.kind === "query") {
    return post("/tables", { query: request.query, format }, role);
  }
  const { tables, sql } = request;
  return post("/sql", { tables, sql, format }, role);
}

/** The columns and rows that an answer has, by the keys of its columns. A file is opened by another program. */
export async function rowsOf(answer: Answer, { format, folder }: Question): Promise<PlainRows> {
  if (answer.status !== 200) throw new Error(`${folder}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return format === "csv" ? openCsv(String(answer.body)) : openJson(answer.body as JsonAnswer);
}

function openJson({ tables }: JsonAnswer): PlainRows {
  const [table, ...others] = tables;
  if (!table || others.length > 0) throw new Error(`Expected one table, got ${tables.length}.`);
  const isDecimal = table.columns.map(({ type }) => type === "decimal");
  return {
    columns: table.columns.map(({ key }) => key),
    rows: table.rows.map((row) =>
      row.map((cell, at) => (isDecimal[at] && typeof cell === "string" ? Number(cell) : cell)),
    ),
  };
}

/** As DuckDB reads it when it is told nothing but that codes are text. */
async function openCsv(text: string): Promise<PlainRows> {
  const folder = await mkdtemp(join(tmpdir(), "graph-question-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const file = join(folder, "answer.csv");
    await writeFile(file, text);
    const read = await connection.runAndReadAll(`SELECT * FROM read_csv('${file}', all_varchar = true)`);
    return { columns: read.columnNames(), rows: read.getRowsJson() };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}
