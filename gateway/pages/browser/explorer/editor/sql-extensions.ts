import { autocompletion } from "@codemirror/autocomplete";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { EditorState, type Extension } from "@codemirror/state";

/** Completion of SQL with tables and their columns. DuckDB's SQL is PostgreSQL's but for its functions. */
export function sqlExtensions(tables: Record<string, string[]>, phrases: Record<string, string>): Extension {
  return [
    sql({ dialect: PostgreSQL, schema: tables, upperCaseKeywords: false }),
    autocompletion({ icons: false }),
    EditorState.phrases.of(phrases),
  ];
}
