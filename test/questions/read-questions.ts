import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromSource } from "../../shared/base/project/project-root";

/** A question of an analyst, the one request that answers it, and plain SQL over the four databases that does, too. */
export interface Question {
  /** Its folder, e.g. `asked/04-processing-days-histogram`. */
  folder: string;
  /** As an analyst asked it. */
  asked: string;
  title: { en: string; vi: string };
  request: QueryRequest | SqlRequest;
  /** Which file the answer is asked for as; JSON when it does not matter. */
  format: "json" | "csv";
  /** Gives the same columns and rows as the answer, in the same order. */
  oracle: string;
}

/** One query, a list of whose answer is the answer. */
export interface QueryRequest {
  kind: "query";
  query: string;
  list?: string | undefined;
}

/** Queries by the names of the tables that they make, and SQL over these. */
export interface SqlRequest {
  kind: "sql";
  tables: Record<string, { query: string; list?: string | undefined }>;
  sql: string;
}

interface QuestionFile {
  asked: string;
  title: { en: string; vi: string };
  format?: "csv";
  /** Paths of lists by the table: where a query has a list within another. */
  lists?: Record<string, string>;
}

/**
 * Reads the questions of a folder. Each has a folder of its own with `question.json`, `oracle.sql`, and either
 * `request.graphql` or `request.sql` beside one `TABLE.graphql` for each of its tables.
 */
export function readQuestions(group: string): Question[] {
  const folder = fromSource(__dirname, group);
  return readdirSync(folder)
    .sort()
    .map((name) => readQuestion(join(folder, name), `${group}/${name}`));
}

function readQuestion(path: string, folder: string): Question {
  const read = (file: string) => readFileSync(join(path, file), "utf8");
  const { asked, title, format = "json", lists = {} }: QuestionFile = JSON.parse(read("question.json"));
  const query = (file: string) => {
    const table = file.replace(/\.graphql$/, "");
    return [table, { query: read(file), list: lists[table] }] as const;
  };
  const queries = readdirSync(path).filter((file) => file.endsWith(".graphql"));
  const request: Question["request"] = existsSync(join(path, "request.sql"))
    ? { kind: "sql", sql: read("request.sql"), tables: Object.fromEntries(queries.map(query)) }
    : { kind: "query", ...query("request.graphql")[1] };
  return { folder, asked, title, format, request, oracle: read("oracle.sql") };
}
