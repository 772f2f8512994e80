import type { Sql } from "sql-template-tag";

/** Statements with parameters, of one connection or one transaction. */
export interface Statements {
  rows<Row extends object>(statement: Sql): Promise<Row[]>;
  /** Of a statement that gives exactly one row. */
  row<Row extends object>(statement: Sql): Promise<Row>;
}

/** The gateway's database, reached and migrated. */
export interface OpenedDatabase {
  statements: Statements;
  transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
