import type { JsonObject } from "../values/json";

/** What a client wants as a table: one list of a query's answer, each of its objects a row. */
export interface TableRequest {
  query: string;
  operationName?: string | undefined;
  variables?: JsonObject | undefined;
  /** Path of the list in the answer, e.g. `loans` or `units.shelves`; absent: the only one there is, or each. */
  list?: string | undefined;
  /** Of the names of columns and values; `en` by default. */
  language?: Language | undefined;
  /** At most so many rows of each table, as a preview shows; absent: all. */
  limit?: number | undefined;
}

export const languages = ["vi", "en"] as const;
export type Language = (typeof languages)[number];

/**
 * What the cells of a column hold. A decimal is exact, with as many digits after the point as its cells need unless
 * `scale` is told; a date is a day in Hanoi.
 */
export type ColumnType =
  | { kind: "text" | "boolean" | "integer" | "float" | "date" | "instant" | "json" }
  | { kind: "decimal"; scale?: number };

export interface Column {
  /** As a reader sees it, in the language of the request; no two of a table are the same. */
  name: string;
  /** The same for a program, in any language of request: `leadOrganization_code`. */
  key: string;
  type: ColumnType;
}

/**
 * By the column's type: text; boolean; a whole number within 2^53; any finite number; a decimal as text (`12.50`); a day
 * `2025-11-14`; an instant as ISO 8601 with its offset; JSON as text. Null is a cell without a value.
 */
export type Cell = string | number | boolean | null;
export type Row = readonly Cell[];

export interface Table {
  /** Of a sheet or file: `loans`. */
  name: string;
  columns: readonly Column[];
  /** How many rows there will be, where that is known before they are read. */
  expectedRows?: number | undefined;
  /** Pages of rows, read one after another while they are written. Throws GraphQLError where one cannot be had. */
  pages: AsyncIterable<readonly Row[]>;
}

/** What a reader has to know beside the rows. Known in full when all rows have been read. */
export interface TableNotes {
  /** The query or the SQL, as it was asked. */
  text: string;
  variables?: JsonObject | undefined;
  role: string;
  /** When it was asked, ISO 8601. */
  askedAt: string;
  /** The earliest instant that rows are as of, where a replica was read that may be behind; ISO 8601. */
  dataAsOf?: string | undefined;
  /** Rows of each table that were written so far, by its name. */
  rows: Readonly<Record<string, number>>;
  /** Sources of what was published, as the answer names them. */
  sources: readonly string[];
  /** Sentences: pages that are not of one snapshot, rows that are synthetic, groups that are protected, a limit met. */
  remarks: readonly string[];
}

/** Tables of one answer, and what has to be known beside them. */
export interface TableAnswer {
  tables: readonly Table[];
  notes(): TableNotes;
}
