import type { SavedContent } from "../../api/saved-queries";
import type { TableQuery, TableSource } from "../../api/tables";

/** A query as it stands in the editor: its variables are text, which may be wrong. */
export interface QueryDraft {
  query: string;
  variables: string;
  /** Which of several operations. */
  operationName?: string;
  /** Path of the list that becomes rows, where it has several. */
  list?: string;
}

export interface SqlTableDraft extends QueryDraft {
  name: string;
}

/** What the explorer's editors hold. */
export interface Draft {
  mode: "graphql" | "sql";
  graphql: QueryDraft;
  sql: { sql: string; tables: readonly SqlTableDraft[] };
}

export const emptyDraft: Draft = {
  mode: "graphql",
  graphql: { query: "", variables: "" },
  sql: { sql: "", tables: [] },
};

/** Variables that are no JSON object. */
export class VariablesError extends Error {
  override name = "VariablesError";
}

/** Reads the text of variables; nothing is no variables. Throws VariablesError. */
export function readVariables(text: string): Record<string, unknown> | undefined {
  if (text.trim() === "") return undefined;
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    throw new VariablesError(cause instanceof Error ? cause.message : "", { cause });
  }
  if (typeof read === "object" && read !== null && !Array.isArray(read))
    return read as Record<string, unknown>;
  throw new VariablesError("{…}");
}

/** What is sent for a query. Throws VariablesError. */
export function queryOf({ query, variables, operationName, list }: QueryDraft): TableQuery {
  const read = readVariables(variables);
  return {
    query,
    ...(read && { variables: read }),
    ...(operationName !== undefined && { operationName }),
    ...(list !== undefined && list !== "" && { list }),
  };
}

/** What is run of a draft. Throws VariablesError. */
export function sourceOf({ mode, graphql, sql }: Draft): TableSource {
  if (mode === "graphql") return { kind: "graphql", query: queryOf(graphql) };
  const tables = Object.fromEntries(sql.tables.map((table) => [table.name, queryOf(table)]));
  return { kind: "sql", query: { tables, sql: sql.sql } };
}

/** What is saved of a draft. Throws VariablesError. */
export function contentOf(draft: Draft): SavedContent {
  const source = sourceOf(draft);
  return source.kind === "sql" ? { kind: "sql", ...source.query } : { kind: "query", ...source.query };
}

/** A draft of what was saved. */
export function draftOf(content: SavedContent): Draft {
  if (content.kind === "query") return { ...emptyDraft, graphql: queryDraftOf(content) };
  const tables = Object.entries(content.tables).map(([name, table]) => ({ name, ...queryDraftOf(table) }));
  return { ...emptyDraft, mode: "sql", sql: { sql: content.sql, tables } };
}

function queryDraftOf({ query, variables, operationName, list }: TableQuery): QueryDraft {
  return {
    query,
    variables: variables === undefined ? "" : JSON.stringify(variables, null, 2),
    ...(operationName !== undefined && { operationName }),
    ...(list !== undefined && { list }),
  };
}
