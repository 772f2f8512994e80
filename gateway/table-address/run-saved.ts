import type { GatewayContext } from "../request/context";
import { operationOf } from "../saved-queries/check-content";
import type { SavedContent, SavedTable, SchemaProblem } from "../saved-queries/saved-query";
import type { SqlParameter } from "../sql/messages/messages";
import type { SqlRunner } from "../sql/sql-runner";
import type { Language, TableAnswer } from "../tables/table";
import type { TableReader } from "../tables/table-reader";
import type { JsonObject } from "../values/json";

/** How a saved query is run this time. */
export interface SavedRun {
  /** Of its parameters. */
  values: JsonObject;
  /** Of the answer; absent: the one that was saved. */
  list: string | undefined;
  language: Language;
  limit: number | undefined;
  /** What the schema has changed of it. */
  problems: readonly SchemaProblem[];
}

export type RunSaved = (
  content: SavedContent,
  run: SavedRun,
  context: GatewayContext,
  signal: AbortSignal,
) => Promise<TableAnswer>;

/** Runs saved queries: by the reader of tables, or by SQL over several of them. */
export function createRunSaved(
  reader: Pick<TableReader, "read">,
  sqlRunner: Pick<SqlRunner, "run">,
): RunSaved {
  return async (content, { values, list, language, limit, problems }, context, signal) => {
    if (content.kind === "query") {
      const { query, operationName } = content;
      const request = {
        query,
        operationName,
        variables: values,
        list: list ?? content.list,
        language,
        limit,
      };
      return withRemarks(await reader.read(request, context, signal), problems);
    }
    const { sql } = content;
    const tables = Object.entries(content.tables).map(([name, table]) => [name, withValues(table, values)]);
    const parameters = sqlParametersOf(sql, values);
    const request = { tables: Object.fromEntries(tables), sql, parameters, language, limit };
    return withRemarks(await sqlRunner.run(request, context, signal), problems);
  };
}

/** A parameter of the SQL is a variable of its queries, too, where one has that name: less is read then. */
function withValues(table: SavedTable, values: JsonObject): SavedTable {
  const { variableDefinitions = [] } = operationOf(table, undefined).operation;
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  const taken = Object.entries(values).filter(([name]) => names.includes(name));
  return { ...table, variables: { ...table.variables, ...Object.fromEntries(taken) } };
}

/** Those that the SQL names: it takes no others. */
function sqlParametersOf(sql: string, values: JsonObject): Record<string, SqlParameter> {
  const named = new Set([...sql.matchAll(/\$(\w+)/g)].map(([, name = ""]) => name));
  // Read by their types, or checked when it was saved.
  const entries = Object.entries(values).filter(([name]) => named.has(name));
  return Object.fromEntries(entries) as Record<string, SqlParameter>;
}

/** A table that is not what it was when it was saved says so. */
function withRemarks(answer: TableAnswer, problems: readonly SchemaProblem[]): TableAnswer {
  if (problems.length === 0) return answer;
  const told = problems.map(({ message }) => `Since this query was saved: ${message}`);
  const notes = () => {
    const own = answer.notes();
    return { ...own, remarks: [...told, ...own.remarks] };
  };
  return { ...answer, notes };
}
