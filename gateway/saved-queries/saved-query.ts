import type { Language, TableRequest } from "../tables/table";

/** A query whose answer is a table, or several. Its variables are what the address sets no other value for. */
export type SavedTable = Pick<TableRequest, "query" | "operationName" | "variables" | "list">;

/** What a saved query runs. */
export type SavedContent =
  | ({ kind: "query" } & SavedTable)
  /** SQL over tables of the graph, by the names that it calls them. */
  | { kind: "sql"; tables: Readonly<Record<string, SavedTable>>; sql: string };

/** What an address may set. */
export interface SavedParameter {
  name: string;
  /** A type of the schema, e.g. `[LoanStatus!]`; of SQL one of `sqlParameterTypes`. */
  type: string;
  /** Absent: the address has to set it, unless its type takes null. */
  default?: unknown;
}

export const sqlParameterTypes = ["text", "integer", "number", "boolean", "date"] as const;
export type SqlParameterType = (typeof sqlParameterTypes)[number];

/** Who may run it: its owner, or everyone, each with the rights that are his own. */
export const visibilities = ["own", "everyone"] as const;
export type Visibility = (typeof visibilities)[number];

/** What somebody saves. */
export interface SavedQueryDraft {
  /** A part of addresses: `long-loans`. */
  name: string;
  title: string;
  language?: Language | undefined;
  visibility: Visibility;
  content: SavedContent;
  parameters: readonly SavedParameter[];
}

export interface SavedQuery extends SavedQueryDraft {
  /** SHA-256 of the content. */
  contentHash: string;
  /** Fields, arguments and values of the schema that it was saved with, by coordinate, with their types. */
  schemaUsed: Readonly<Record<string, string>>;
  /** When it was first seen not to fit the schema any more; null while it fits. */
  unfitSince: Date | null;
  /** The subject of its owner's tokens. */
  owner: string;
  /** 1 when it is saved, one more with each change. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** It ships with the project, and nobody changes it. */
  isShipped: boolean;
}

/** Why a saved query does not fit the schema that there is now. */
export interface SchemaProblem {
  /** Of the field, argument, type or value; absent where it is the query as a whole. */
  coordinate?: string;
  message: string;
  /** Whether it cannot be run as it is. Otherwise its table is another than it was. */
  breaks: boolean;
  /** When it was first seen, ISO 8601; absent where that is now. */
  since?: string;
}

/** A text that stands in an address: lower-case letters and digits, with hyphens between. */
export const savedName = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const longestSavedName = 64;
