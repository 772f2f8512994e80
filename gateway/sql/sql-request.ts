import { GraphError } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import { mostCharacters, mostTables } from "../config/sql-limits";
import type { Language, TableRequest } from "../tables/table";
import type { SqlParameter } from "./messages/messages";

/** SQL over tables, each of which is a query's answer. */
export interface SqlRequest {
  /** By the names that they have in the SQL. */
  tables: Readonly<Record<string, TableRequest>>;
  /** One statement that reads: DuckDB's SQL, parameters as `$month`. */
  sql: string;
  parameters?: Readonly<Record<string, SqlParameter>> | undefined;
  /** Of the remarks on the answer: in SQL, columns have their keys and values their codes, whatever the language. */
  language?: Language | undefined;
  /** Most rows that the request wants; absent: all. */
  limit?: number | undefined;
}

/** Throws BAD_USER_INPUT for names of tables that SQL could not tell apart, and for too much of anything. */
export function checkSqlRequest({ tables, sql }: SqlRequest): void {
  if (sql.length > mostCharacters) {
    throw badSql(
      `expected a statement of at most ${mostCharacters.toLocaleString("en")} characters; got ${sql.length.toLocaleString("en")}.`,
    );
  }
  const names = Object.keys(tables);
  if (names.length > mostTables)
    throw badTables(`expected at most ${mostTables} tables; got ${names.length}.`);
  const known = new Set<string>();
  for (const name of names) {
    if (!/^[a-z_][a-z0-9_]{0,62}$/i.test(name)) {
      throw badTables(
        `expected names of letters, digits and _, such as wards or overdue_2025; got ${quote(name)}.`,
      );
    }
    if (known.has(name.toLowerCase()))
      throw badTables(
        `expected names that differ in more than capital letters; got ${quote(name)} a second time.`,
      );
    known.add(name.toLowerCase());
  }
}

function badTables(problem: string): GraphError {
  return new GraphError("BAD_USER_INPUT", `tables: ${problem}`, { argument: ["tables"] });
}

function badSql(problem: string): GraphError {
  return new GraphError("BAD_USER_INPUT", `sql: ${problem}`, { argument: ["sql"] });
}
