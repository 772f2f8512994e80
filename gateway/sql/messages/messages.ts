import type { ColumnType, Row } from "../../tables/table";

/** What an SQL process is started with. */
export interface WorkerSettings {
  /** Most memory of DuckDB. */
  memoryMb: number;
  /** Most of what it puts on disk, for sorting and the like, and of the answer. */
  diskMb: number;
  threads: number;
  /** The only one that it may write to. */
  folder: string;
}

/** A parameter of the SQL, as JSON has it. */
export type SqlParameter = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** A table that the SQL reads. */
export interface SqlTable {
  name: string;
  columns: readonly SqlColumn[];
}

/** A column, by its name in SQL. */
export interface SqlColumn {
  key: string;
  type: ColumnType;
}

/** What is told to an SQL process, in this order: `rows` as often as there are pages. */
export type ToWorker =
  | {
      kind: "statement";
      sql: string;
      parameters: Readonly<Record<string, SqlParameter>>;
      /** More rows are refused. */
      mostRows: number;
      /** More rows are left out. */
      limit?: number | undefined;
    }
  | { kind: "tables"; tables: readonly SqlTable[] }
  | { kind: "rows"; table: number; rows: readonly Row[] }
  | { kind: "run" };

/** What an SQL process tells: `checked` of the statement, `bound` of it and the tables, then the whole answer. */
export type FromWorker =
  | { kind: "ready" }
  | { kind: "checked" }
  | { kind: "bound" }
  | {
      kind: "answer";
      columns: readonly { name: string; type: ColumnType }[];
      rows: number;
      /** Whether rows were left out. */
      isCut: boolean;
      /** Values that no cell can hold, and that were left empty: infinite ones, and years beyond 1 to 9999. */
      emptied: number;
    }
  | { kind: "rows"; rows: readonly Row[] }
  | { kind: "end" }
  | { kind: "problem"; problem: WorkerProblem };

/** Why there is no answer. `sql`: DuckDB's own words; `fault`: ours. */
export interface WorkerProblem {
  kind: "statement" | "parameter" | "sql" | "memory" | "rows" | "fault";
  message: string;
}
