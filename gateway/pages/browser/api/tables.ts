import type { Column, Language, Row, TableNotes } from "../../../tables/table";
import { type ApiRequest, requestJson } from "./request-api";

/** A table as the format `json` has it. */
export interface ResultTable {
  name: string;
  columns: readonly ResultColumn[];
  rows: readonly Row[];
}

export interface ResultColumn extends Pick<Column, "name" | "key"> {
  type: Column["type"]["kind"];
  scale?: number;
}

export interface TableResult {
  tables: readonly ResultTable[];
  notes: TableNotes;
}

/** A query in GraphQL whose lists become tables. */
export interface TableQuery {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
  /** Path of one of its lists; absent: each. */
  list?: string;
}

/** The same by the hash of a trusted document. */
export interface TrustedTableQuery extends Omit<TableQuery, "query"> {
  documentId: string;
}

/** SQL over tables that queries give. */
export interface SqlQuery {
  tables: Record<string, TableQuery>;
  sql: string;
}

/** What gives tables, by the path that it is sent to. */
export type TableSource = { kind: "graphql"; query: TableQuery } | { kind: "sql"; query: SqlQuery };

/** What gives a file: that, or a trusted document. */
export type FileSource = TableSource | { kind: "trusted"; query: TrustedTableQuery };

export const formats = ["xlsx", "csv", "json", "ndjson", "parquet", "arrow"] as const;
export type Format = (typeof formats)[number];

export interface FileOptions {
  format: Format;
  language: Language;
  locale?: Language;
  fileName?: string;
  /** At most so many rows of each table. */
  limit?: number;
}

/** Path and body of the request that gives tables as a file. */
export function fileRequest(
  { kind, query }: FileSource,
  options: FileOptions,
): { path: string; body: object } {
  return { path: kind === "sql" ? "/sql" : "/tables", body: { ...query, ...options } };
}

/** The first rows of each table, to be shown. Throws ApiError. */
export function requestTables(
  source: TableSource,
  options: { language: Language; limit: number },
  { signal }: Pick<ApiRequest, "signal">,
): Promise<TableResult> {
  const { path, body } = fileRequest(source, { ...options, format: "json", locale: "en" });
  return requestJson<TableResult>(path, { body, signal });
}
